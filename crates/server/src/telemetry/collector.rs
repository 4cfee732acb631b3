//! Requests as spans, to an OpenTelemetry collector, in OTLP over HTTP. `OTEL_…` variables for headers, sampling and pace
//! are read by the library itself.

use std::time::{Duration, SystemTime};

use opentelemetry::KeyValue;
use opentelemetry::trace::{Span, SpanKind, Status, Tracer, TracerProvider};
use opentelemetry_otlp::{Protocol, SpanExporter, WithExportConfig};
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::trace::{SdkTracer, SdkTracerProvider};

use super::{Asked, TelemetryError};

/// How long a batch of spans may take on its way.
const PATIENCE: Duration = Duration::from_secs(10);
/// How long the end of the server waits for the last.
const LAST: Duration = Duration::from_secs(2);

/// The way there.
pub(super) struct Collector {
    provider: SdkTracerProvider,
    tracer: SdkTracer,
}

impl Collector {
    /// The one at this address, as the standard names it: `/v1/traces` is added to it.
    pub(super) fn at(endpoint: &str) -> Result<Self, TelemetryError> {
        let exporter = SpanExporter::builder()
            .with_http()
            .with_protocol(Protocol::HttpBinary)
            .with_endpoint(format!("{}/v1/traces", endpoint.trim_end_matches('/')))
            .with_timeout(PATIENCE)
            .build()
            .map_err(|error| TelemetryError::Collector(error.to_string()))?;
        let version = KeyValue::new("service.version", env!("CARGO_PKG_VERSION"));
        let resource = Resource::builder().with_service_name("pem2").with_attribute(version).build();
        let provider = SdkTracerProvider::builder().with_batch_exporter(exporter).with_resource(resource).build();
        Ok(Self { tracer: provider.tracer("pem2"), provider })
    }

    /// Adds a request to the next batch; with too many waiting it is dropped.
    pub(super) fn tell(&self, asked: &Asked) {
        let end = SystemTime::now();
        let begin = end.checked_sub(asked.took).unwrap_or(end);
        let mut attributes = vec![
            KeyValue::new("http.request.method", asked.method),
            KeyValue::new("http.route", asked.route.to_owned()),
            KeyValue::new("http.response.status_code", i64::from(asked.status)),
            KeyValue::new("pem2.request_id", asked.request_id.to_owned()),
        ];
        attributes.extend(asked.company.map(|company| KeyValue::new("pem2.company", company.to_string())));
        if let Some(failure) = asked.failure {
            attributes.push(KeyValue::new("error.type", failure.part));
            attributes.push(KeyValue::new("code.file.path", failure.place.file()));
            attributes.push(KeyValue::new("code.line.number", i64::from(failure.place.line())));
        }
        let span = self.tracer.span_builder(format!("{} {}", asked.method, asked.route));
        let span = span.with_kind(SpanKind::Server).with_start_time(begin).with_attributes(attributes);
        let mut span = span.start(&self.tracer);
        if asked.failure.is_some() || asked.status >= 500 {
            span.set_status(Status::error(""));
        }
        span.end_with_timestamp(end);
    }

    pub(super) fn close(&self) {
        if let Err(error) = self.provider.shutdown_with_timeout(LAST) {
            tracing::warn!(%error, "the last spans did not reach their collector");
        }
    }
}
