//! Writing an archive: a thread of its own compresses and seals what it is handed, a page at a time.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use age::secrecy::SecretString;
use flate2::Compression;
use flate2::write::GzEncoder;
use tokio::sync::mpsc;
use tokio::task::JoinHandle;

use crate::backup::BackupError;

/// Pages that may wait for the thread.
const AHEAD: usize = 4;

/// An archive that is being written. Dropped before [`Writing::end`], its file goes away.
pub(in crate::backup) struct Writing {
    pages: mpsc::Sender<Option<Vec<u8>>>,
    thread: JoinHandle<io::Result<u64>>,
}

impl Writing {
    /// Into this new file, for its owner only; sealed when there is a passphrase.
    pub fn to(file: &Path, passphrase: Option<&str>) -> Self {
        let (pages, queue) = mpsc::channel(AHEAD);
        let file = file.to_owned();
        let passphrase = passphrase.map(|text| SecretString::from(text.to_owned()));
        let thread = tokio::task::spawn_blocking(move || {
            let written = write(&file, passphrase, queue);
            if written.is_err() {
                // It is not whole; that it cannot be removed either says nothing new.
                let _ = std::fs::remove_file(&file);
            }
            written
        });
        Self { pages, thread }
    }

    /// Some lines; `false`: they cannot be written, and [`Writing::end`] says why.
    pub async fn lines(&self, lines: Vec<u8>) -> bool {
        self.pages.send(Some(lines)).await.is_ok()
    }

    /// All lines were given: the file is whole and on the disk; its size.
    pub async fn end(self) -> Result<u64, BackupError> {
        // When the thread is gone, its answer says why.
        let _ = self.pages.send(None).await;
        Ok(self.thread.await??)
    }
}

fn write(path: &PathBuf, passphrase: Option<SecretString>, queue: mpsc::Receiver<Option<Vec<u8>>>) -> io::Result<u64> {
    let mut open = File::options();
    open.create_new(true).write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut open, 0o600);
    let file = BufWriter::new(open.open(path)?);
    let file = match passphrase {
        None => pack(file, queue)?,
        Some(passphrase) => {
            let sealed = age::Encryptor::with_user_passphrase(passphrase).wrap_output(file)?;
            pack(sealed, queue)?.finish()?
        }
    };
    let file = file.into_inner().map_err(io::IntoInnerError::into_error)?;
    file.sync_all()?;
    Ok(file.metadata()?.len())
}

fn pack<W: Write>(target: W, mut queue: mpsc::Receiver<Option<Vec<u8>>>) -> io::Result<W> {
    let mut packed = GzEncoder::new(target, Compression::default());
    while let Some(lines) = queue.blocking_recv() {
        match lines {
            Some(lines) => packed.write_all(&lines)?,
            None => return packed.finish(),
        }
    }
    Err(io::Error::new(io::ErrorKind::Interrupted, "the backup was given up"))
}
