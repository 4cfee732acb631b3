//! Who watches the server, and how it takes its leave.

use clap::Args;

/// Metrics, alerts, and the time before the end.
#[derive(Args, Clone, Debug, Default)]
pub struct WatchConfig {
    /// Bearer token for /metrics; without one there is no such page
    #[arg(id = "metrics_token", long = "metrics-token", env = "PEM2_METRICS_TOKEN", hide_env_values = true)]
    pub metrics_token: Option<String>,
    /// E-mail address that hears when the server needs somebody
    #[arg(id = "alerts_to", long = "alerts-to", env = "PEM2_ALERTS_TO")]
    pub alerts_to: Option<String>,
    /// Address of a Sentry-compatible service that hears of failures: never what was entered
    #[arg(id = "sentry_dsn", long = "sentry-dsn", env = "SENTRY_DSN", hide_env_values = true)]
    pub sentry_dsn: Option<String>,
    /// Address of an OpenTelemetry collector that hears of requests, in OTLP over HTTP
    #[arg(id = "otlp_endpoint", long = "otlp-endpoint", env = "OTEL_EXPORTER_OTLP_ENDPOINT", hide_env_values = true)]
    pub otlp_endpoint: Option<String>,
    /// Seconds between "not ready" and the end when asked to stop, so that a proxy notices
    #[arg(id = "drain_seconds", long = "drain-seconds", env = "PEM2_DRAIN_SECONDS", default_value_t = 0)]
    pub drain_seconds: u64,
}
