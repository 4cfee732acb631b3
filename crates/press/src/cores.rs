//! Many pictures on all cores.
//!
//! Never here: what a picture is.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use crate::Error;

/// Makes `count` things on all cores, each from its number, and answers them in order. The first failure that is found
/// is answered in their place.
pub fn on_all_cores<T: Send>(count: usize, make: impl Fn(usize) -> Result<T, Error> + Sync) -> Result<Vec<T>, Error> {
    let next = AtomicUsize::new(0);
    let work = || {
        let mut made = Vec::new();
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            if number >= count {
                return Ok(made);
            }
            made.push((number, make(number)?));
        }
    };
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let mut all = thread::scope(|scope| {
        let threads: Vec<_> = (0..cores.min(count)).map(|_| scope.spawn(work)).collect();
        let lost = |_| Err(Error::Recipe("a thread that makes pictures panicked"));
        let parts = threads.into_iter().map(|thread| thread.join().unwrap_or_else(lost));
        parts.collect::<Result<Vec<Vec<(usize, T)>>, Error>>()
    })?
    .into_iter()
    .flatten()
    .collect::<Vec<_>>();
    all.sort_by_key(|(number, _)| *number);
    Ok(all.into_iter().map(|(_, one)| one).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_made_comes_in_order() {
        assert_eq!(on_all_cores(50, |number| Ok(number * number)).ok(), Some((0..50).map(|n| n * n).collect()));
        assert_eq!(on_all_cores(0, Ok).ok(), Some(Vec::new()));
    }

    #[test]
    fn a_failure_is_told() {
        let odd = |number| if number == 7 { Err(Error::Recipe("seven")) } else { Ok(number) };
        assert!(on_all_cores(20, odd).is_err());
    }
}
