//! What a key allows, in words.

use protocol::owner::Scope;

use crate::words::t;

/// As a thing to tick.
pub(super) fn scope_label(scope: Scope) -> &'static str {
    match scope {
        Scope::Read => t("programs.scope.read"),
        Scope::Write => t("programs.scope.write"),
        Scope::Export => t("programs.scope.export"),
        Scope::Hooks => t("programs.scope.hooks"),
    }
}

/// "Read, change"
pub(super) fn scopes_in_short(scopes: &[Scope]) -> String {
    let short = |scope: &Scope| match scope {
        Scope::Read => t("programs.short.read"),
        Scope::Write => t("programs.short.write"),
        Scope::Export => t("programs.short.export"),
        Scope::Hooks => t("programs.short.hooks"),
    };
    scopes.iter().map(short).collect::<Vec<_>>().join(", ")
}
