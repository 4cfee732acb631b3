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
    /// Seconds between "not ready" and the end when asked to stop, so that a proxy notices
    #[arg(id = "drain_seconds", long = "drain-seconds", env = "PEM2_DRAIN_SECONDS", default_value_t = 0)]
    pub drain_seconds: u64,
}
