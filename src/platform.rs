//! Every browser call, typed and with its errors mapped. Never here: components, business rules.
