//! Where photos go when they do not go to the data folder.

use clap::Args;

/// An S3-compatible store. Used when the endpoint is set.
#[derive(Args, Clone, Debug, Default)]
pub struct S3Config {
    /// Address of the store, http(s)://host[:port]
    #[arg(id = "s3_endpoint", long = "s3-endpoint", env = "PEM2_S3_ENDPOINT", global = true)]
    pub endpoint: Option<String>,
    /// Phones fetch photos from the store itself, each by an address that is good for five minutes
    #[arg(id = "s3_offload", long = "s3-offload", env = "PEM2_S3_OFFLOAD", global = true,
        value_parser = clap::builder::FalseyValueParser::new())]
    pub offload: bool,
    /// Address of the store as phones reach it, where it is another one
    #[arg(id = "s3_public_endpoint", long = "s3-public-endpoint", env = "PEM2_S3_PUBLIC_ENDPOINT", global = true)]
    pub public_endpoint: Option<String>,
    /// Region
    #[arg(id = "s3_region", long = "s3-region", env = "PEM2_S3_REGION", default_value = "us-east-1", global = true)]
    pub region: String,
    /// Bucket, which must be there
    #[arg(id = "s3_bucket", long = "s3-bucket", env = "PEM2_S3_BUCKET", default_value = "pem2", global = true)]
    pub bucket: String,
    /// Folder within the bucket, where several installations share one
    #[arg(id = "s3_prefix", long = "s3-prefix", env = "PEM2_S3_PREFIX", default_value = "", global = true)]
    pub prefix: String,
    /// Access key
    #[arg(
        id = "s3_key",
        long = "s3-key",
        env = "PEM2_S3_KEY",
        default_value = "",
        hide_env_values = true,
        global = true
    )]
    pub key: String,
    /// Secret key
    #[arg(
        id = "s3_secret",
        long = "s3-secret",
        env = "PEM2_S3_SECRET",
        default_value = "",
        hide_env_values = true,
        global = true
    )]
    pub secret: String,
}
