//! Whether somebody works with a data folder: a lock that the system lets go of when its holder dies.

use std::fs::{File, TryLockError};
use std::io;

use crate::config::Config;

/// The lock, as long as it lives.
pub(super) struct InUse {
    _file: File,
}

impl InUse {
    /// Beside others who work with the folder.
    pub fn with_others(config: &Config) -> io::Result<Self> {
        let file = file(config)?;
        file.lock_shared()?;
        Ok(Self { _file: file })
    }

    /// Nobody else; `None` while somebody does.
    pub fn alone(config: &Config) -> io::Result<Option<Self>> {
        let file = file(config)?;
        match file.try_lock() {
            Ok(()) => Ok(Some(Self { _file: file })),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) => Err(error),
        }
    }
}

fn file(config: &Config) -> io::Result<File> {
    config.make_folder()?;
    File::options().create(true).truncate(false).write(true).open(config.data.join("pem2.lock"))
}
