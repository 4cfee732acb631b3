//! Failures of the server itself, to a Sentry. One that happens at the same line of our program for the same route is the
//! same one.

use std::borrow::Cow;
use std::sync::Arc;
use std::time::Duration;

use sentry::protocol::{Event, Level};
use sentry::transports::DefaultTransportFactory;
use sentry::{Client, ClientOptions};

use super::{Asked, Failure, TelemetryError};

/// How long the end of the server waits for it.
const PATIENCE: Duration = Duration::from_secs(2);

/// The way there.
pub(super) struct Failures {
    client: Client,
}

impl Failures {
    /// To this address. Nothing is collected by itself: no integration is asked for.
    pub(super) fn to(dsn: &str) -> Result<Self, TelemetryError> {
        let mut options = ClientOptions::new().release(concat!("pem2@", env!("CARGO_PKG_VERSION")));
        // `sentry` would panic over one that is none.
        options.dsn = Some(dsn.parse().map_err(|_| TelemetryError::Dsn)?);
        options.default_integrations = false;
        options.transport = Some(Arc::new(DefaultTransportFactory));
        Ok(Self { client: Client::with_options(options) })
    }

    pub(super) fn tell(&self, asked: &Asked, Failure { part, place }: Failure) {
        let place = format!("{}:{}", place.file(), place.line());
        let (route, status) = (asked.route, asked.status.to_string());
        let tags = [
            ("request_id", Some(asked.request_id.to_owned())),
            ("method", Some(asked.method.to_owned())),
            ("route", Some(route.to_owned())),
            ("status", Some(status)),
            ("company", asked.company.map(|company| company.to_string())),
        ];
        let fingerprint = [part.to_owned(), place.clone(), route.to_owned()];
        let event = Event {
            level: Level::Error,
            message: Some(format!("{part} failed at {place}")),
            transaction: Some(format!("{} {route}", asked.method)),
            fingerprint: fingerprint.into_iter().map(Cow::Owned).collect(),
            tags: tags.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))).collect(),
            ..Event::default()
        };
        self.client.capture_event(event, None);
    }

    pub(super) fn close(&self) {
        self.client.close(Some(PATIENCE));
    }
}
