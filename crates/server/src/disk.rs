//! What the machine says: room on a disk, memory of this process, its name. Nothing where it does not tell.

use std::path::Path;
use std::time::Duration;

/// How long a disk may think: a network folder that is gone never answers.
const PATIENCE: Duration = Duration::from_secs(2);

/// A disk, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Room {
    /// All that this process could use.
    pub size: u64,
    /// What of it nobody uses.
    pub free: u64,
}

impl Room {
    /// How full it is.
    pub fn used_percent(self) -> u64 {
        self.size.saturating_sub(self.free).saturating_mul(100) / self.size.max(1)
    }
}

/// The room of the disk on which a folder is.
pub async fn room_in(folder: &Path) -> Option<Room> {
    let folder = folder.to_owned();
    tokio::time::timeout(PATIENCE, tokio::task::spawn_blocking(move || measure(&folder))).await.ok()?.ok()?
}

#[cfg(unix)]
fn measure(folder: &Path) -> Option<Room> {
    let disk = rustix::fs::statvfs(folder).ok()?;
    // Blocks that are kept for the system count as used: nobody else can fill them.
    let used = disk.f_blocks.saturating_sub(disk.f_bfree);
    Some(Room { size: (used + disk.f_bavail) * disk.f_frsize, free: disk.f_bavail * disk.f_frsize })
}

#[cfg(not(unix))]
fn measure(_: &Path) -> Option<Room> {
    None
}

/// Bytes of memory that this process holds, on Linux.
pub fn resident_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    line.trim().strip_suffix("kB")?.trim().parse::<u64>().ok().map(|kib| kib * 1024)
}

/// What this machine calls itself.
pub fn name_of_machine() -> String {
    #[cfg(unix)]
    return rustix::system::uname().nodename().to_string_lossy().into_owned();
    #[cfg(not(unix))]
    std::env::var("COMPUTERNAME").unwrap_or_default()
}
