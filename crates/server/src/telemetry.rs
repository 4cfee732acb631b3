//! What leaves the server for those who watch it from elsewhere: failures to a Sentry, requests to an OpenTelemetry
//! collector, each only when its address is set, and only from a build with the feature `telemetry`.
//!
//! All that may leave is in [`Asked`]: no path, header, body, name, and no words of an error, which may hold what
//! somebody entered. Nobody waits for it, and what cannot be sent is dropped.

#[cfg(feature = "telemetry")]
mod collector;
#[cfg(feature = "telemetry")]
mod failures;

use std::panic::Location;
use std::time::Duration;

use domain::ids::CompanyId;

use crate::config::WatchConfig;

/// Where and in what part of the server something failed.
#[derive(Clone, Copy, Debug)]
pub struct Failure {
    /// The part.
    pub part: &'static str,
    /// The line of our program.
    pub place: &'static Location<'static>,
}

/// A request that was answered.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// Its name in the log.
    pub request_id: &'a str,
    /// One of the known methods.
    pub method: &'static str,
    /// The template of its route, never the path.
    pub route: &'a str,
    /// The status of the answer.
    pub status: u16,
    /// Whose it was.
    pub company: Option<CompanyId>,
    /// How long it took until the answer began.
    pub took: Duration,
    /// What failed inside.
    pub failure: Option<Failure>,
}

/// Why nothing can be sent.
#[derive(Debug, thiserror::Error)]
pub enum TelemetryError {
    /// The address of the Sentry.
    #[error("SENTRY_DSN is none")]
    Dsn,
    /// The address of the collector.
    #[error("OTEL_EXPORTER_OTLP_ENDPOINT: {0}")]
    Collector(String),
}

/// Where it goes.
#[derive(Default)]
pub struct Telemetry {
    #[cfg(feature = "telemetry")]
    failures: Option<failures::Failures>,
    #[cfg(feature = "telemetry")]
    collector: Option<collector::Collector>,
}

#[cfg(feature = "telemetry")]
impl Telemetry {
    /// To the addresses of `config`.
    pub fn open(config: &WatchConfig) -> Result<Self, TelemetryError> {
        // Of the TLS providers that the dependencies could use, the one that is built in.
        let _ = rustls::crypto::ring::default_provider().install_default();
        Ok(Self {
            failures: config.sentry_dsn.as_deref().map(failures::Failures::to).transpose()?,
            collector: config.otlp_endpoint.as_deref().map(collector::Collector::at).transpose()?,
        })
    }

    /// Sends what there is to tell.
    pub fn answered(&self, asked: &Asked) {
        if let (Some(failures), Some(failure)) = (&self.failures, asked.failure) {
            failures.tell(asked, failure);
        }
        if let Some(collector) = &self.collector {
            collector.tell(asked);
        }
    }

    /// Sends what waits, for some seconds at most. Blocks.
    pub fn close(&self) {
        if let Some(failures) = &self.failures {
            failures.close();
        }
        if let Some(collector) = &self.collector {
            collector.close();
        }
    }
}

#[cfg(not(feature = "telemetry"))]
impl Telemetry {
    /// To nobody.
    pub fn open(config: &WatchConfig) -> Result<Self, TelemetryError> {
        if config.sentry_dsn.is_some() || config.otlp_endpoint.is_some() {
            tracing::warn!("this program was built without `telemetry`: it sends nothing to SENTRY_DSN or a collector");
        }
        Ok(Self::default())
    }

    /// Nothing.
    pub const fn answered(&self, _: &Asked) {}

    /// Nothing.
    pub const fn close(&self) {}
}
