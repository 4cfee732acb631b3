//! A captive portal: it answers every request of every page with a page of its own, and says that all is well.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;

use crate::{Failure, Server};

const PAGE: &str = "<!doctype html><title>Welcome</title><h1>Accept our terms to use this network</h1>";

/// What any portal answers to any request: its page, and that all is well.
pub(crate) fn answer_to_anything() -> String {
    let length = PAGE.len();
    format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{PAGE}")
}

/// A portal. Gone when dropped.
pub struct Portal {
    port: u16,
    closing: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Portal {
    /// Takes the place of a server that was killed.
    pub fn in_place_of(server: &Server) -> Result<Self, Failure> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, server.port()))?;
        let closing = Arc::new(AtomicBool::new(false));
        let told = closing.clone();
        let thread = std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                if told.load(Ordering::Relaxed) {
                    return;
                }
                // A browser that hangs up early gets no answer, and needs none.
                drop(answer(stream));
            }
        });
        Ok(Self { port: server.port(), closing, thread: Some(thread) })
    }
}

impl Drop for Portal {
    fn drop(&mut self) {
        self.closing.store(true, Ordering::Relaxed);
        // The thread waits for a visitor: here is the last one.
        drop(TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)));
        if let Some(thread) = self.thread.take() {
            drop(thread.join());
        }
    }
}

fn answer(mut stream: TcpStream) -> std::io::Result<()> {
    stream.set_read_timeout(Some(std::time::Duration::from_secs(1)))?;
    let mut asked = [0; 4096];
    if stream.read(&mut asked)? == 0 {
        return Ok(());
    }
    stream.write_all(answer_to_anything().as_bytes())
}
