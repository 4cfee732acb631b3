//! The refresh cookie. Sent to `/auth` only, out of reach of scripts.

use axum::http::{HeaderMap, HeaderValue, header};

use super::refresh::{self, Token};
use crate::clock::SECOND;

/// Its name.
pub const NAME: &str = "pem2_refresh";

/// The token in the request's cookie.
pub fn read(headers: &HeaderMap) -> Option<Token> {
    let all = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs = all.flat_map(|value| value.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(name, _)| *name == NAME).and_then(|(_, value)| Token::parse(value))
}

/// The header that sets it.
pub fn set(token: &Token, secure: bool) -> Option<HeaderValue> {
    header(&token.text(), refresh::LIFE / SECOND, secure)
}

/// The header that takes it away.
pub fn clear(secure: bool) -> Option<HeaderValue> {
    header("", 0, secure)
}

fn header(value: &str, max_age: i64, secure: bool) -> Option<HeaderValue> {
    let secure = if secure { "; Secure" } else { "" };
    let text = format!("{NAME}={value}; Path=/auth; Max-Age={max_age}; HttpOnly; SameSite=Lax{secure}");
    HeaderValue::from_str(&text).ok()
}
