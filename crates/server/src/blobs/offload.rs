//! Addresses by which a phone fetches bytes from an S3-compatible store itself. Each is good for one picture and a few
//! minutes, for everybody who has it: who may have it is decided before it is made, never here.

use std::time::Duration;

use axum::http::Method;
use object_store::path::Path as Key;
use object_store::signer::{SignedUrlOptions, Signer};

use super::{BlobError, s3};
use crate::config::S3Config;

/// How long an address is good: for a phone on a poor line, and for nobody who finds it later.
pub const LIFE: Duration = Duration::from_secs(300);

/// Makes them.
pub struct Offload {
    bucket: s3::Bucket,
    origin: String,
}

impl Offload {
    /// For the store of `config`, where phones may go there.
    pub(super) fn open(config: &S3Config, endpoint: &str) -> Result<Option<Self>, BlobError> {
        if !config.offload {
            return Ok(None);
        }
        let endpoint = config.public_endpoint.as_deref().unwrap_or(endpoint);
        let none = || BlobError::Endpoint(endpoint.to_owned());
        let url = reqwest::Url::parse(endpoint).map_err(|_| none())?;
        if !matches!(url.scheme(), "http" | "https") {
            return Err(none());
        }
        let origin = url.origin().ascii_serialization();
        Ok(Some(Self { bucket: s3::open(config, endpoint)?, origin }))
    }

    /// Where phones go: scheme, host and port.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// An address for `life`. What is there is served as a picture of this type, that nobody between may keep.
    pub async fn address(&self, key: &Key, mime: &str, life: Duration) -> Result<String, BlobError> {
        let answer = [
            ("response-content-type", mime),
            ("response-content-disposition", "inline"),
            ("response-cache-control", "private, max-age=31536000, immutable"),
        ];
        let options = SignedUrlOptions::default().with_query(answer);
        Ok(self.bucket.signed_url_opts(Method::GET, key, life, &options).await?.into())
    }
}
