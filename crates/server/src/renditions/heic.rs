//! HEIC, the iPhone's format. There is no maintained decoder in Rust, so the program of libheif does it when it is
//! installed (Debian: `libheif-examples`). It runs apart, for a bounded time: a broken file cannot take the server down.

use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use tokio::fs;
use tokio::process::Command;
use uuid::Uuid;

use super::RenditionError;
use crate::blobs::BlobError;

/// Names of the program: the newer one first.
const PROGRAMS: [&str; 2] = ["heif-dec", "heif-convert"];
/// How long it may take.
const PATIENCE: Duration = Duration::from_secs(60);

/// The program on this machine.
pub(super) struct Decoder {
    program: PathBuf,
}

impl Decoder {
    /// Looks for it where programs are.
    pub fn find() -> Option<Self> {
        let path = std::env::var_os("PATH")?;
        let folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
        let mut candidates = PROGRAMS.iter().flat_map(|name| folders.iter().map(move |folder| folder.join(name)));
        candidates.find(|p| p.is_file()).map(|program| Self { program })
    }

    /// The picture as JPEG, upright.
    pub async fn to_jpeg(&self, scratch: &Path, bytes: &[u8]) -> Result<Vec<u8>, RenditionError> {
        let name = Uuid::new_v4().simple().to_string();
        let (input, output) = (scratch.join(format!("{name}.heic")), scratch.join(format!("{name}.jpg")));
        let result = self.run(&input, &output, bytes).await;
        for file in [&input, &output] {
            // Not there after a failure.
            let _ = fs::remove_file(file).await;
        }
        result
    }

    async fn run(&self, input: &Path, output: &Path, bytes: &[u8]) -> Result<Vec<u8>, RenditionError> {
        let io = |e: std::io::Error| RenditionError::Blob(BlobError::Io(e));
        fs::write(input, bytes).await.map_err(io)?;
        let mut command = Command::new(&self.program);
        command.args(["-q", "92"]).arg(input).arg(output);
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).kill_on_drop(true);
        let status = match tokio::time::timeout(PATIENCE, command.status()).await {
            Ok(status) => status.map_err(io)?,
            Err(_) => return Err(RenditionError::Unsupported("the decoder took too long".into())),
        };
        if !status.success() {
            return Err(RenditionError::Unsupported("the decoder could not read it".into()));
        }
        fs::read(output).await.map_err(io)
    }
}
