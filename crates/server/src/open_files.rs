//! Whether others on this machine can read what is in the data folder: photos of people's homes, hashes of passwords.

use crate::config::Config;

/// Refuses when the data folder or the database file can be read by others than their owner; warns only when `allowed`.
/// The words say what to do.
#[cfg(unix)]
pub fn look(config: &Config, allowed: bool) -> Result<(), String> {
    use std::os::unix::fs::PermissionsExt;
    let folder = std::path::absolute(&config.data).unwrap_or_else(|_| config.data.clone());
    let file = config.database_file();
    for (path, mode) in [(Some(folder), "700"), (file, "600")] {
        let Some((path, meta)) = path.and_then(|path| std::fs::metadata(&path).ok().map(|meta| (path, meta))) else {
            continue;
        };
        let open = meta.permissions().mode() & 0o077;
        if open == 0 {
            continue;
        }
        let words = format!(
            "others on this machine can get at {path}: run `chmod {mode} {path}`, or start with --allow-open-files",
            path = path.display()
        );
        if !allowed {
            return Err(words);
        }
        tracing::warn!("{words}");
    }
    Ok(())
}

/// Elsewhere files have other owners and lists of who may read them; those are not looked at.
#[cfg(not(unix))]
pub fn look(_: &Config, _: bool) -> Result<(), String> {
    Ok(())
}

/// Makes a file readable by its owner only.
#[cfg(unix)]
pub fn make_private(file: &std::path::Path) -> std::io::Result<()> {
    std::fs::set_permissions(file, std::os::unix::fs::PermissionsExt::from_mode(0o600))
}

/// Elsewhere the folder says who may read what is in it.
#[cfg(not(unix))]
pub fn make_private(_: &std::path::Path) -> std::io::Result<()> {
    Ok(())
}
