//! Reading an archive: a thread of its own opens and unpacks it, and hands pieces on.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

use age::DecryptError;
use age::secrecy::SecretString;
use flate2::bufread::GzDecoder;
use serde_json::Value as Json;
use tokio::sync::mpsc;

use super::{End, FORM, Header, Heading};
use crate::backup::BackupError;

/// Rows in a piece.
const ROWS: usize = 512;
/// Pieces that may wait to be taken.
const AHEAD: usize = 4;
/// The most work that a passphrase may ask for, as a power of two: sixteen times what age asks for by default.
const WORK: u8 = 22;
/// How a sealed archive begins.
const SEALED: &[u8] = b"age-encryption.org/";

/// A piece of an archive, in its order.
pub(in crate::backup) enum Piece {
    Header(Header),
    Heading(Heading),
    Rows(Vec<Vec<Json>>),
    End(End),
}

/// An archive that is being read.
pub(in crate::backup) struct Reading {
    pieces: mpsc::Receiver<Result<Piece, BackupError>>,
}

impl Reading {
    /// From this file.
    pub fn of(file: &Path, passphrase: Option<&str>) -> io::Result<Self> {
        let file = BufReader::new(File::open(file)?);
        let passphrase = passphrase.map(|text| SecretString::from(text.to_owned()));
        let (queue, pieces) = mpsc::channel(AHEAD);
        tokio::task::spawn_blocking(move || {
            if let Err(error) = open(file, passphrase, &queue) {
                // Whoever takes no more pieces needs no reason either.
                let _ = queue.blocking_send(Err(error));
            }
        });
        Ok(Self { pieces })
    }

    /// The next piece; after the end there is none.
    pub async fn next(&mut self) -> Result<Option<Piece>, BackupError> {
        self.pieces.recv().await.transpose()
    }

    /// What the archive is: its first piece.
    pub async fn header(&mut self) -> Result<Header, BackupError> {
        match self.next().await? {
            Some(Piece::Header(header)) => Ok(header),
            _ => Err(BackupError::NotOurs),
        }
    }
}

type Queue = mpsc::Sender<Result<Piece, BackupError>>;

fn open(mut file: BufReader<File>, passphrase: Option<SecretString>, queue: &Queue) -> Result<(), BackupError> {
    if !file.fill_buf()?.starts_with(SEALED) {
        return unpack(file, queue);
    }
    let passphrase = passphrase.ok_or(BackupError::WrongPassphrase)?;
    let mut identity = age::scrypt::Identity::new(passphrase);
    identity.set_max_work_factor(WORK);
    let sealed = age::Decryptor::new_buffered(file).map_err(unsealed)?;
    let opened = sealed.decrypt(std::iter::once(&identity as &dyn age::Identity)).map_err(unsealed)?;
    unpack(BufReader::new(opened), queue)
}

fn unsealed(error: DecryptError) -> BackupError {
    match error {
        DecryptError::DecryptionFailed | DecryptError::KeyDecryptionFailed | DecryptError::NoMatchingKeys => {
            BackupError::WrongPassphrase
        }
        other => BackupError::Damaged(other.to_string()),
    }
}

fn unpack(mut packed: impl BufRead, queue: &Queue) -> Result<(), BackupError> {
    // The two bytes with which gzip begins (RFC 1952, 2.3.1).
    if !packed.fill_buf().map_err(damaged)?.starts_with(&[0x1F, 0x8B]) {
        return Err(BackupError::NotOurs);
    }
    let mut lines = Lines { text: BufReader::new(GzDecoder::new(packed)), line: String::new() };
    let header: Header = serde_json::from_str(lines.next()?).map_err(|_| BackupError::NotOurs)?;
    if header.pem2_backup > FORM {
        return Err(BackupError::Newer(header.version));
    }
    let hand_on = |piece| queue.blocking_send(Ok(piece)).is_ok();
    let mut wanted = hand_on(Piece::Header(header));
    let mut rows = Vec::new();
    while wanted {
        let line = lines.next()?;
        if line.starts_with('[') {
            rows.push(serde_json::from_str(line).map_err(|e| damaged(e.into()))?);
            if rows.len() == ROWS {
                wanted = hand_on(Piece::Rows(std::mem::take(&mut rows)));
            }
            continue;
        }
        wanted = rows.is_empty() || hand_on(Piece::Rows(std::mem::take(&mut rows)));
        if let Ok(end) = serde_json::from_str::<End>(line) {
            // What age says of the last chunk comes with the end of the stream.
            io::copy(&mut lines.text, &mut io::sink()).map_err(damaged)?;
            hand_on(Piece::End(end));
            return Ok(());
        }
        let heading = serde_json::from_str(line).map_err(|e| damaged(e.into()))?;
        wanted = wanted && hand_on(Piece::Heading(heading));
    }
    Ok(())
}

struct Lines<R: Read> {
    text: BufReader<R>,
    line: String,
}

impl<R: Read> Lines<R> {
    fn next(&mut self) -> Result<&str, BackupError> {
        self.line.clear();
        match self.text.read_line(&mut self.line).map_err(damaged)? {
            0 => Err(BackupError::Damaged("its end is missing".into())),
            _ => Ok(&self.line),
        }
    }
}

fn damaged(error: io::Error) -> BackupError {
    BackupError::Damaged(error.to_string())
}
