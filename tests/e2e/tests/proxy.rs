//! The bad network does what its faults are called: seen by a plain client and a plain server over TCP.

use std::io::{ErrorKind, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::time::{Duration, Instant};

use e2e::proxy::{Fault, Proxy};
use e2e::{Failure, process};

/// Long enough to be sure that nothing comes.
const QUIET: Duration = Duration::from_millis(150);
const BODY: &str = "exactly what the server said";

/// A server that answers each request of each connection with [`BODY`]. It ends with the test.
fn server() -> Result<u16, Failure> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    let port = listener.local_addr()?.port();
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            std::thread::spawn(move || answer_all(stream));
        }
    });
    Ok(port)
}

fn answer_all(mut stream: TcpStream) {
    let mut asked = [0; 1024];
    while stream.read(&mut asked).is_ok_and(|read| read > 0) {
        let head = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n", BODY.len());
        if stream.write_all(format!("{head}{BODY}").as_bytes()).is_err() {
            return;
        }
    }
}

fn connect(proxy: &Proxy) -> Result<TcpStream, Failure> {
    let stream = TcpStream::connect((Ipv4Addr::LOCALHOST, proxy.port()))?;
    stream.set_read_timeout(Some(Duration::from_secs(10)))?;
    Ok(stream)
}

fn ask(stream: &mut TcpStream) -> std::io::Result<()> {
    stream.write_all(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
}

/// Reads until an answer is whole, or the connection ends.
fn answer(stream: &mut TcpStream) -> std::io::Result<String> {
    let (mut all, mut piece) = (Vec::new(), [0; 1024]);
    loop {
        let text = String::from_utf8_lossy(&all).into_owned();
        if text.contains("\r\n\r\n") && text.ends_with(BODY) {
            return Ok(text);
        }
        match stream.read(&mut piece)? {
            0 => return Ok(text),
            read => all.extend_from_slice(&piece[..read]),
        }
    }
}

fn is_broken(outcome: std::io::Result<String>) -> bool {
    outcome.is_err_and(|error| error.kind() == ErrorKind::ConnectionReset)
}

#[test]
fn without_a_fault_one_connection_carries_request_after_request() -> Result<(), Failure> {
    let proxy = Proxy::before_port(server()?)?;
    let mut line = connect(&proxy)?;
    for _ in 0..3 {
        ask(&mut line)?;
        assert!(answer(&mut line)?.ends_with(BODY));
    }
    assert_eq!(proxy.take_spoilt(), 0);
    Ok(())
}

#[test]
fn a_reset_breaks_the_connections_that_are_open_and_those_that_are_opened() -> Result<(), Failure> {
    let proxy = Proxy::before_port(server()?)?;
    let mut open = connect(&proxy)?;
    ask(&mut open)?;
    answer(&mut open)?;
    proxy.set(Fault::Reset);
    assert!(is_broken(answer(&mut open)), "an open one");
    assert!(is_broken(answer(&mut connect(&proxy)?)), "a new one");
    assert_eq!(proxy.take_spoilt(), 2);
    Ok(())
}

#[test]
fn a_half_open_network_takes_everything_and_says_nothing_until_it_forgets_the_connection() -> Result<(), Failure> {
    let proxy = Proxy::before_port(server()?)?;
    let mut open = connect(&proxy)?;
    ask(&mut open)?;
    answer(&mut open)?;
    proxy.set(Fault::HalfOpen);
    let mut new = connect(&proxy)?;
    for line in [&mut open, &mut new] {
        ask(line)?;
        line.set_read_timeout(Some(QUIET))?;
        let said = answer(line);
        assert!(said.is_err_and(|e| matches!(e.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut)), "no word");
        line.set_read_timeout(Some(Duration::from_secs(10)))?;
    }
    proxy.set(Fault::Pass);
    assert!(is_broken(answer(&mut open)) && is_broken(answer(&mut new)), "forgotten");
    Ok(())
}

#[test]
fn a_delay_comes_on_both_ways_and_loses_nothing() -> Result<(), Failure> {
    let proxy = Proxy::before_port(server()?)?;
    proxy.set(Fault::Delay(QUIET));
    let mut line = connect(&proxy)?;
    let asked = Instant::now();
    ask(&mut line)?;
    assert!(answer(&mut line)?.ends_with(BODY));
    assert!(asked.elapsed() >= 2 * QUIET, "{:?}", asked.elapsed());
    Ok(())
}

#[test]
fn what_is_delayed_comes_at_once_when_the_delay_ends() -> Result<(), Failure> {
    let proxy = Proxy::before_port(server()?)?;
    proxy.set(Fault::Delay(Duration::from_secs(60)));
    let mut line = connect(&proxy)?;
    ask(&mut line)?;
    std::thread::sleep(QUIET);
    proxy.set(Fault::Pass);
    assert!(answer(&mut line)?.ends_with(BODY));
    Ok(())
}

#[test]
fn a_captive_portal_answers_in_the_place_of_the_server_also_on_an_open_connection() -> Result<(), Failure> {
    let proxy = Proxy::before_port(server()?)?;
    let mut open = connect(&proxy)?;
    ask(&mut open)?;
    answer(&mut open)?;
    proxy.set(Fault::Captive);
    let mut new = connect(&proxy)?;
    for line in [&mut open, &mut new] {
        ask(line)?;
        let said = answer(line)?;
        assert!(said.starts_with("HTTP/1.1 200 OK") && said.contains("Accept our terms"), "{said}");
    }
    Ok(())
}

#[test]
fn an_answer_is_cut_after_so_many_bytes_and_a_short_enough_one_is_whole() -> Result<(), Failure> {
    let proxy = Proxy::before_port(server()?)?;
    proxy.set(Fault::Truncate(20));
    let mut line = connect(&proxy)?;
    ask(&mut line)?;
    assert_eq!(answer(&mut line)?, "HTTP/1.1 200 OK\r\nCon");
    proxy.set(Fault::Truncate(10_000));
    let mut line = connect(&proxy)?;
    ask(&mut line)?;
    assert!(answer(&mut line)?.ends_with(BODY));
    Ok(())
}

#[test]
fn a_server_that_is_gone_is_a_broken_connection_and_one_that_is_back_is_found() -> Result<(), Failure> {
    let port = process::free_port()?;
    let proxy = Proxy::before_port(port)?;
    assert!(is_broken(answer(&mut connect(&proxy)?)));
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))?;
    std::thread::spawn(move || listener.accept().map(|(stream, _)| answer_all(stream)));
    let mut line = connect(&proxy)?;
    ask(&mut line)?;
    assert!(answer(&mut line)?.ends_with(BODY));
    Ok(())
}
