//! A photo store as owners run it: S3-compatible, at an address of its own, with a rule (CORS) that lets pages in.
//!
//! The store itself is s3s-fs, which has no such rule; a door in front of it has, and counts what it hands out.

use std::net::Ipv4Addr;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use tempfile::TempDir;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use crate::process::{Process, free_port};
use crate::wait::until;
use crate::{Failure, Server};

const BUCKET: &str = "pem2";
const KEY: &str = "key";
const SECRET: &str = "secret";
/// The longest head of a request.
const HEAD: usize = 64 * 1024;

/// A store, gone when dropped.
pub struct PhotoStore {
    port: u16,
    door: u16,
    state: Arc<Door>,
    _process: Process,
    _folder: TempDir,
}

#[derive(Default)]
struct Door {
    handed_out: AtomicU64,
    closed_to_pages: AtomicBool,
}

impl PhotoStore {
    /// An empty one.
    pub async fn start() -> Result<Self, Failure> {
        let (folder, port) = (TempDir::with_prefix("pem2-store-")?, free_port()?);
        std::fs::create_dir(folder.path().join(BUCKET))?;
        let mut command = Command::new("s3s-fs");
        command.args(["--access-key", KEY, "--secret-key", SECRET, "--host", "127.0.0.1", "--port", &port.to_string()]);
        command.arg(folder.path()).stdout(Stdio::null()).stderr(Stdio::null());
        let process = Process::start(&mut command)?;
        let is_there = async || Ok(TcpStream::connect((Ipv4Addr::LOCALHOST, port)).await.is_ok().then_some(()));
        until("the photo store to answer", is_there).await?;
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let (door, state) = (listener.local_addr()?.port(), Arc::<Door>::default());
        tokio::spawn({
            let state = Arc::clone(&state);
            async move {
                while let Ok((stream, _)) = listener.accept().await {
                    let state = Arc::clone(&state);
                    // A browser that hangs up is no failure of the store.
                    tokio::spawn(async move { pass(stream, port, &state).await.ok() });
                }
            }
        });
        Ok(Self { port, door, state, _process: process, _folder: folder })
    }

    /// From its next start on, `server` keeps photos here and sends phones to the door.
    pub fn serves(&self, server: &mut Server) {
        server.set("PEM2_S3_ENDPOINT", &format!("http://127.0.0.1:{}", self.port));
        server.set("PEM2_S3_PUBLIC_ENDPOINT", &format!("http://127.0.0.1:{}", self.door));
        server.set("PEM2_S3_OFFLOAD", "1");
        server.set("PEM2_S3_BUCKET", BUCKET);
        server.set("PEM2_S3_KEY", KEY);
        server.set("PEM2_S3_SECRET", SECRET);
    }

    /// How many files went out through the door to pages that it let in.
    pub fn handed_out(&self) -> u64 {
        self.state.handed_out.load(Ordering::Relaxed)
    }

    /// Its rule lets no page in any more.
    pub fn close_to_pages(&self) {
        self.state.closed_to_pages.store(true, Ordering::Relaxed);
    }
}

/// One request and its answer.
async fn pass(mut page: TcpStream, port: u16, door: &Door) -> std::io::Result<()> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") && head.len() < HEAD {
        head.push(page.read_u8().await?);
    }
    let head = String::from_utf8_lossy(&head).into_owned();
    let rule = match door.closed_to_pages.load(Ordering::Relaxed) {
        true => "",
        false => "Access-Control-Allow-Origin: *\r\nAccess-Control-Allow-Headers: *\r\n",
    };
    if head.starts_with("OPTIONS ") {
        let answer = format!("HTTP/1.1 200 OK\r\n{rule}Content-Length: 0\r\nConnection: close\r\n\r\n");
        return page.write_all(answer.as_bytes()).await;
    }
    // One request a connection: the end of the answer is the end of the connection.
    let kept = head.trim_end().split("\r\n").filter(|line| !line.to_ascii_lowercase().starts_with("connection:"));
    let asked = kept.chain(["Connection: close", "", ""]).collect::<Vec<_>>().join("\r\n");
    let mut store = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).await?;
    store.write_all(asked.as_bytes()).await?;
    let mut answer = Vec::new();
    store.read_to_end(&mut answer).await?;
    let first_line = answer.iter().position(|byte| *byte == b'\n').map_or(0, |at| at + 1);
    let (status, rest) = answer.split_at(first_line);
    if !rule.is_empty() && status.starts_with(b"HTTP/1.1 200") {
        door.handed_out.fetch_add(1, Ordering::Relaxed);
    }
    page.write_all(&[status, rule.as_bytes(), rest].concat()).await
}
