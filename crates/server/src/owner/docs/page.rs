//! An OpenAPI document as HTML. Knows the parts that this server writes, and passes over others.

use std::fmt::Write;

use serde_json::Value;

use crate::owner::tables::import;
use crate::owner::webhooks;

/// The page.
pub(super) fn write(document: &Value) -> String {
    let mut page = String::from(
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>Pem2 API</title>\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <link rel=\"stylesheet\" href=\"/api/docs.css\"></head><body><main>\n",
    );
    // Writing to a String cannot fail.
    let _ = write!(
        page,
        "<h1>Pem2 API</h1><p>{}</p><p><a href=\"/api/openapi.json\">openapi.json</a></p>",
        words(&document["info"]["description"])
    );
    for (path, item) in entries(&document["paths"]) {
        for (method, operation) in entries(item) {
            operation_into(&mut page, path, method, operation);
        }
    }
    page.push_str("<h2>Columns of files that are imported</h2>");
    for (name, table) in import::TABLES {
        let _ = write!(page, "<h3>{name}</h3><table><tr><th>Column</th><th>Meaning</th></tr>");
        for column in table.columns() {
            let _ = write!(page, "<tr><td><code>{}</code></td><td>{}</td></tr>", column.name, escaped(column.meaning));
        }
        page.push_str("</table>");
    }
    page.push_str("<h2>Events of webhooks</h2><table><tr><th>Event</th><th>Meaning</th></tr>");
    for (event, meaning) in webhooks::EVENTS {
        let _ = write!(page, "<tr><td><code>{event}</code></td><td>{meaning}</td></tr>");
    }
    page.push_str("</table><h2>Shapes</h2>");
    for (name, schema) in entries(&document["components"]["schemas"]) {
        schema_into(&mut page, name, schema);
    }
    page.push_str("</main></body></html>\n");
    page
}

fn operation_into(page: &mut String, path: &str, method: &str, operation: &Value) {
    let _ = write!(
        page,
        "<section><h2><span>{}</span> <code>{}</code></h2><p>{}</p><p>{}</p>",
        escaped(&method.to_uppercase()),
        escaped(path),
        words(&operation["summary"]),
        words(&operation["description"])
    );
    let parameters = operation["parameters"].as_array().map(Vec::as_slice).unwrap_or_default();
    if !parameters.is_empty() {
        page.push_str("<table><tr><th>Parameter</th><th>In</th><th>Shape</th><th>Meaning</th></tr>");
        for parameter in parameters {
            let _ = write!(
                page,
                "<tr><td><code>{}</code></td><td>{}</td><td>{}</td><td>{}</td></tr>",
                words(&parameter["name"]),
                words(&parameter["in"]),
                shape(&parameter["schema"]),
                words(&parameter["description"])
            );
        }
        page.push_str("</table>");
    }
    for (media_type, content) in entries(&operation["requestBody"]["content"]) {
        let _ = write!(page, "<p>Body: {} ({})</p>", shape(&content["schema"]), escaped(media_type));
    }
    page.push_str("<table><tr><th>Answer</th><th>Shape</th><th>Meaning</th></tr>");
    for (status, answer) in entries(&operation["responses"]) {
        let shapes: Vec<String> = entries(&answer["content"]).map(|(_, content)| shape(&content["schema"])).collect();
        let meaning = words(&answer["description"]);
        let _ = write!(page, "<tr><td>{}</td><td>{}</td><td>{meaning}</td></tr>", escaped(status), shapes.join(", "));
    }
    page.push_str("</table></section>\n");
}

fn schema_into(page: &mut String, name: &str, schema: &Value) {
    let meaning = words(&schema["description"]);
    let _ = write!(page, "<section id=\"{0}\"><h3>{0}</h3><p>{meaning}</p>", escaped(name));
    let required = schema["required"].as_array().map(Vec::as_slice).unwrap_or_default();
    if schema["properties"].is_object() {
        page.push_str("<table><tr><th>Field</th><th>Shape</th><th>Meaning</th></tr>");
        for (field, property) in entries(&schema["properties"]) {
            let must = if required.iter().any(|name| name == field) { " <b>required</b>" } else { "" };
            let _ = write!(
                page,
                "<tr><td><code>{}</code>{must}</td><td>{}</td><td>{}</td></tr>",
                escaped(field),
                shape(property),
                words(&property["description"])
            );
        }
        page.push_str("</table>");
    } else {
        let _ = write!(page, "<p>{}</p>", shape(schema));
    }
    page.push_str("</section>\n");
}

/// The shape of a schema on one line.
fn shape(schema: &Value) -> String {
    if let Some(name) = schema["$ref"].as_str().and_then(|path| path.rsplit('/').next()) {
        return format!("<a href=\"#{0}\">{0}</a>", escaped(name));
    }
    for several in ["oneOf", "anyOf", "allOf"] {
        if let Some(parts) = schema[several].as_array() {
            return parts.iter().map(shape).collect::<Vec<_>>().join(" or ");
        }
    }
    if let Some(values) = schema["enum"].as_array() {
        let values: Vec<String> = values.iter().map(|value| format!("<code>{}</code>", words(value))).collect();
        return values.join(", ");
    }
    let name = match &schema["type"] {
        Value::Array(several) => several.iter().map(words).collect::<Vec<_>>().join(" or "),
        one => words(one),
    };
    match schema["items"].is_object() {
        true => format!("{name} of {}", shape(&schema["items"])),
        false => format!("{name} {}", words(&schema["format"])).trim_end().to_owned(),
    }
}

fn entries(value: &Value) -> impl Iterator<Item = (&String, &Value)> {
    value.as_object().into_iter().flatten()
}

fn words(value: &Value) -> String {
    match value {
        Value::String(text) => escaped(text),
        Value::Null => String::new(),
        other => escaped(&other.to_string()),
    }
}

fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            c => safe.push(c),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_document_says_cannot_become_markup() {
        let page = write(&serde_json::json!({"info": {"description": "<script>\"&"}, "paths": {}, "components": {}}));
        assert!(page.contains("&lt;script&gt;&quot;&amp;") && !page.contains("<script"));
    }
}
