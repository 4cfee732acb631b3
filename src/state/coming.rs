//! A port whose code comes with the second part of the program, a moment after the first screen.

use std::cell::{OnceCell, RefCell};
use std::ops::Deref;
use std::rc::Rc;

use futures_channel::oneshot;

/// A port that will be there. Copies share it.
pub struct Coming<T: ?Sized>(Rc<Place<T>>);

struct Place<T: ?Sized> {
    port: OnceCell<Rc<T>>,
    waiting: RefCell<Vec<oneshot::Sender<()>>>,
}

impl<T: ?Sized> Coming<T> {
    /// The port is there. The first one stays.
    pub fn arrive(&self, port: Rc<T>) {
        drop(self.0.port.set(port));
        for waiting in self.0.waiting.take() {
            // A page that is gone waits no more.
            waiting.send(()).ok();
        }
    }

    /// Whether the port is there.
    pub fn has_arrived(&self) -> bool {
        self.0.port.get().is_some()
    }

    /// The port, as soon as it is there.
    pub async fn wait(&self) -> Rc<T> {
        loop {
            if let Some(port) = self.0.port.get() {
                return port.clone();
            }
            let (tell, told) = oneshot::channel();
            self.0.waiting.borrow_mut().push(tell);
            // Told or let go: looked at again either way.
            told.await.ok();
        }
    }
}

/// For pages of the second part, which stand only once it is there.
///
/// # Panics
/// In the first part, before the port is there: a mistake while building, found by the first test that taps there. Use
/// [`Coming::wait`].
impl<T: ?Sized> Deref for Coming<T> {
    type Target = T;

    fn deref(&self) -> &T {
        match self.0.port.get() {
            Some(port) => port,
            None => panic!("this port has not arrived"),
        }
    }
}

impl<T: ?Sized> Clone for Coming<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<T: ?Sized> Default for Coming<T> {
    fn default() -> Self {
        Self(Rc::new(Place { port: OnceCell::new(), waiting: RefCell::default() }))
    }
}
