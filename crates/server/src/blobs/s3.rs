//! Bytes in an S3-compatible store.

use std::path::Path;
use std::sync::Arc;

use object_store::aws::{AmazonS3, AmazonS3Builder};
use object_store::buffered::BufWriter;
use object_store::path::Path as Key;
use object_store::prefix::PrefixStore;
use tokio::fs::File;
use tokio::io::AsyncWriteExt;

use super::BlobError;
use crate::config::S3Config;

/// The bucket, or a folder in it.
pub(super) type Bucket = PrefixStore<AmazonS3>;

/// Bytes above this go in parts of this size.
const PART: usize = 8 * 1024 * 1024;

/// The store that `config` names, with the bucket in the path: names of buckets rarely have a host of their own.
pub(super) fn open(config: &S3Config, endpoint: &str) -> Result<Bucket, BlobError> {
    // Of the TLS providers that the dependencies could use, the one that is built in.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let store = AmazonS3Builder::new()
        .with_endpoint(endpoint)
        .with_allow_http(endpoint.starts_with("http://"))
        .with_virtual_hosted_style_request(false)
        .with_region(&config.region)
        .with_bucket_name(&config.bucket)
        .with_access_key_id(&config.key)
        .with_secret_access_key(&config.secret)
        .build()?;
    Ok(PrefixStore::new(store, config.prefix.as_str()))
}

/// Sends a file; the store has answered for all of it when this returns.
pub(super) async fn put_file(store: &Arc<Bucket>, key: &Key, file: &Path) -> Result<(), BlobError> {
    let mut source = File::open(file).await?;
    let mut target =
        BufWriter::with_capacity(Arc::clone(store) as Arc<dyn object_store::ObjectStore>, key.clone(), PART);
    tokio::io::copy(&mut source, &mut target).await?;
    target.shutdown().await?;
    Ok(())
}
