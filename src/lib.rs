//! The Pem2 app. Rooms and arrows: see ARCHITECTURE.md.
