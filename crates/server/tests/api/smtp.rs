//! A mail server, as far as the server sends letters to one: it speaks enough SMTP (RFC 5321) to take them or refuse.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

/// A letter that arrived.
#[derive(Clone, Debug)]
pub struct Arrived {
    pub to: String,
    /// Head and body.
    pub text: String,
}

impl Arrived {
    /// What follows `label` on its line.
    #[track_caller]
    pub fn line(&self, label: &str) -> String {
        let line = self.text.lines().find_map(|line| line.strip_prefix(label));
        line.unwrap_or_else(|| panic!("{label} is not in {}", self.text)).trim().to_owned()
    }
}

#[derive(Default)]
struct Desk {
    arrived: Vec<Arrived>,
    refusals: VecDeque<&'static str>,
    asked: usize,
}

/// The mail server.
#[derive(Clone)]
pub struct Smtp {
    pub url: String,
    desk: Arc<Mutex<Desk>>,
}

impl Smtp {
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("smtp://{}", listener.local_addr().unwrap());
        let desk = Arc::<Mutex<Desk>>::default();
        let shared = Arc::clone(&desk);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let desk = Arc::clone(&shared);
                // A client that goes away in the middle is nobody's trouble.
                tokio::spawn(async move { drop(talk(stream, &desk).await) });
            }
        });
        Self { url, desk }
    }

    /// The next letter is answered with this instead of being taken.
    pub fn refuse_next(&self, answer: &'static str) {
        self.desk.lock().unwrap().refusals.push_back(answer);
    }

    pub fn arrived(&self) -> Vec<Arrived> {
        self.desk.lock().unwrap().arrived.clone()
    }

    /// How many letters were brought, taken or not.
    pub fn asked(&self) -> usize {
        self.desk.lock().unwrap().asked
    }

    /// Waits for the letter with this number, from 1.
    pub async fn letter(&self, number: usize) -> Arrived {
        super::world::until(async || self.arrived().get(number - 1).cloned()).await
    }
}

async fn talk(stream: TcpStream, desk: &Mutex<Desk>) -> std::io::Result<()> {
    let mut stream = BufReader::new(stream);
    stream.write_all(b"220 tests\r\n").await?;
    let mut to = String::new();
    loop {
        let mut line = String::new();
        if tokio::time::timeout(Duration::from_secs(60), stream.read_line(&mut line)).await?? == 0 {
            return Ok(());
        }
        let verb = line.split_whitespace().next().unwrap_or_default().to_uppercase();
        let answer = match verb.as_str() {
            "RCPT" => {
                to = line.split(['<', '>']).nth(1).unwrap_or_default().to_owned();
                "250 ok"
            }
            "DATA" => {
                stream.write_all(b"354 go on\r\n").await?;
                let text = data(&mut stream).await?;
                let mut desk = desk.lock().unwrap();
                desk.asked += 1;
                match desk.refusals.pop_front() {
                    Some(refusal) => refusal,
                    None => {
                        desk.arrived.push(Arrived { to: to.clone(), text });
                        "250 taken"
                    }
                }
            }
            "QUIT" => "221 bye",
            _ => "250 ok",
        };
        stream.write_all(format!("{answer}\r\n").as_bytes()).await?;
    }
}

async fn data(stream: &mut BufReader<TcpStream>) -> std::io::Result<String> {
    let mut text = String::new();
    loop {
        let mut line = String::new();
        let read = stream.read_line(&mut line).await?;
        if read == 0 || line.trim_end() == "." {
            return Ok(text);
        }
        text.push_str(&line);
    }
}
