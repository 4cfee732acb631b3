//! The safeguards that keep work from being lost, doubled or shown wrongly, by name. Each stands where it is asked for; a
//! test may take one away, to see that the simulator notices: `cargo xtask simulate --mutants`.
//!
//! Never here: a way to take one away outside of tests. Without the feature `testing` each stands, at no cost.

macro_rules! safeguards {
    ($($(#[doc = $doc:literal])* $name:ident,)*) => {
        /// One safeguard.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Safeguard {
            $($(#[doc = $doc])* $name,)*
        }

        impl Safeguard {
            /// Every one.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// What it does, in words.
            pub const fn words(self) -> &'static str {
                match self { $(Self::$name => concat!($($doc),*),)* }
            }
        }
    };
}

safeguards! {
    /// The server answers an edit that it knows from what it remembers, and does it once.
    Dedupe,
    /// The server waits for what an edit builds on.
    DependencyWait,
    /// The server refuses edits of a phone that knows another database.
    EpochOfPush,
    /// Rows that a person comes to see are sent, however old they are.
    AudienceTouch,
    /// Rows are sent to those only who may see them.
    ScopeFilter,
    /// A phone is told of rows that its person sees no more.
    GoneTold,
    /// A phone whose person was put into another crew is sent the rows that it gains, however old.
    GainedSent,
    /// A phone whose person was put into another crew is told of the rows that it loses.
    LostTold,
    /// A phone compares its rows with the server's from time to time, and starts anew where they differ.
    DigestCompared,
    /// A phone that finds its cache damaged fetches everything again.
    DamageNoticed,
    /// A phone notices by the answer that the server's database was replaced.
    EpochOfAnswer,
    /// Edits confirmed by a database that was replaced are sent again.
    ConfirmedGoAgain,
    /// What a database that was replaced had said of edits is forgotten with it.
    VerdictsForgotten,
    /// Bytes that a database had which was replaced are announced again.
    BytesGoAgain,
    /// Bytes stay on the phone until the server has said that it has them.
    BytesKeptUntilReceipt,
    /// Bytes are sent to a database that the phone knows.
    UploadsToKnown,
    /// Edits settled earlier are kept for a server that is restored.
    TailKept,
    /// A confirmed edit is shown until the rows that hold its effect are here.
    DoneStaysUntilRows,
    /// An edit leaves the outbox with the rows that hold its effect, not with earlier ones.
    SettledByItsRows,
    /// An edit leaves the outbox after the rows that hold its effect are durable, not before.
    SettledAfterBase,
    /// How far edits are counted is written down when the last unsent edit goes.
    CountKept,
    /// A refused edit is kept for a person to look at.
    RefusedKept,
    /// What builds on a refused edit stays on the phone.
    RefusedHolds,
}

#[cfg(any(test, feature = "testing"))]
mod removed {
    use std::cell::Cell;

    use super::Safeguard;

    thread_local! {
        pub(super) static REMOVED: Cell<Option<Safeguard>> = const { Cell::new(None) };
    }

    /// Puts it back, also when `run` panics.
    struct Back;

    impl Drop for Back {
        fn drop(&mut self) {
            REMOVED.set(None);
        }
    }

    /// Runs something on this thread without one of the safeguards.
    pub fn without<T>(safeguard: Safeguard, run: impl FnOnce() -> T) -> T {
        let _back = Back;
        REMOVED.set(Some(safeguard));
        run()
    }
}

#[cfg(any(test, feature = "testing"))]
pub use removed::without;

/// Whether it stands.
#[cfg(any(test, feature = "testing"))]
pub(crate) fn stands(safeguard: Safeguard) -> bool {
    removed::REMOVED.get() != Some(safeguard)
}

/// Whether it stands: always.
#[cfg(not(any(test, feature = "testing")))]
pub(crate) const fn stands(_: Safeguard) -> bool {
    true
}
