//! The way to a site, by the phone's own maps.

use domain::customer::Site;
use leptos_router::params::ParamsMap;

/// An address that opens the maps app on a phone and a page elsewhere.
pub(super) fn directions_href(site: &Site) -> String {
    let mut query = ParamsMap::new();
    query.insert("api", "1".to_owned());
    query.insert("destination", site.one_line());
    format!("https://www.google.com/maps/dir/{}", query.to_query_string())
}
