//! IndexedDB, thin: transactions that are durable when they say so, errors by the name the browser gives them, and a
//! connection that comes back when the system takes it away.
//!
//! rexie cannot ask for strict durability, hides the names of errors, and commits half a transaction when a step fails
//! early. What a person entered deserves better; rexie serves the cache.

use std::cell::RefCell;

use futures_channel::oneshot;
use js_sys::Reflect;
use sync::client::StoreError;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{DomException, IdbDatabase, IdbFactory, IdbRequest, IdbTransaction};

/// A database that opens itself again when the connection is lost.
pub struct Database {
    name: String,
    version: u32,
    stores: &'static [&'static str],
    connection: RefCell<Option<IdbDatabase>>,
}

/// A transaction's mode.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Reads only.
    Read,
    /// Reads and writes; complete only when a power cut can no longer undo it.
    Strict,
}

impl Database {
    /// Opens the database `name`, and makes the object stores that are missing. Nothing is ever deleted: a database of
    /// a later version is opened as it is, if it has every store that this version needs.
    pub async fn open(name: &str, version: u32, stores: &'static [&'static str]) -> Result<Self, StoreError> {
        let database = Self { name: name.to_owned(), version, stores, connection: RefCell::new(None) };
        database.connect().await?;
        Ok(database)
    }

    /// Runs `issue` in one transaction. It issues every request at once and waits for none; the transaction is then
    /// awaited to its end. A lost connection is opened again, once, and the whole transaction repeated.
    pub async fn transact<T>(
        &self,
        mode: Mode,
        stores: &[&str],
        issue: impl Fn(&IdbTransaction) -> Result<T, JsValue>,
    ) -> Result<T, StoreError> {
        match self.attempt(mode, stores, &issue).await {
            Err(StoreError::Lost(_)) => {
                self.connection.borrow_mut().take();
                self.attempt(mode, stores, &issue).await
            }
            outcome => outcome,
        }
    }

    async fn attempt<T>(
        &self,
        mode: Mode,
        stores: &[&str],
        issue: &impl Fn(&IdbTransaction) -> Result<T, JsValue>,
    ) -> Result<T, StoreError> {
        let connection = self.connect().await?;
        let transaction = begin(&connection, mode, stores).map_err(|e| store_error(&e))?;
        let end = Ending::of(&transaction);
        match issue(&transaction) {
            Ok(value) => {
                if mode == Mode::Strict {
                    hurry(&transaction);
                }
                end.wait().await.map(|()| value)
            }
            Err(error) => {
                // Half a commit is worse than none.
                drop(transaction.abort());
                Err(store_error(&error))
            }
        }
    }

    async fn connect(&self) -> Result<IdbDatabase, StoreError> {
        if let Some(connection) = &*self.connection.borrow() {
            return Ok(connection.clone());
        }
        let connection = match open_at(&self.name, Some(self.version), self.stores).await {
            Err(StoreError::Newer) => open_at(&self.name, None, &[]).await?,
            opened => opened?,
        };
        let names = connection.object_store_names();
        if self.stores.iter().any(|store| !names.contains(store)) {
            return Err(StoreError::Newer);
        }
        // Another tab may want a newer version: step aside, and open again at the next use.
        let close = Closure::<dyn FnMut(web_sys::Event)>::new(|event: web_sys::Event| {
            if let Some(database) = event.target().and_then(|t| t.dyn_into::<IdbDatabase>().ok()) {
                database.close();
            }
        });
        connection.set_onversionchange(Some(close.into_js_value().unchecked_ref()));
        *self.connection.borrow_mut() = Some(connection.clone());
        Ok(connection)
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        if let Some(connection) = self.connection.borrow_mut().take() {
            connection.close();
        }
    }
}

/// Deletes a database. Only ever called for caches.
pub async fn delete(name: &str) -> Result<(), StoreError> {
    let request = factory()?.delete_database(name).map_err(|e| store_error(&e))?;
    settled(&request).await.map(drop)
}

/// Names of all databases; none where the browser does not tell.
pub async fn names() -> Vec<String> {
    let Ok(factory) = factory() else { return Vec::new() };
    // Not in web-sys.
    let asked = Reflect::get(&factory, &"databases".into())
        .and_then(|list| list.dyn_into::<js_sys::Function>()?.call0(&factory)?.dyn_into::<js_sys::Promise>());
    let Ok(asked) = asked else { return Vec::new() };
    let Ok(list) = JsFuture::from(asked).await else { return Vec::new() };
    let name = |database: JsValue| Reflect::get(&database, &"name".into()).ok()?.as_string();
    js_sys::Array::from(&list).iter().filter_map(name).collect()
}

/// The result of a request of a transaction that has completed.
pub fn result(request: &IdbRequest) -> JsValue {
    request.result().unwrap_or(JsValue::UNDEFINED)
}

fn factory() -> Result<IdbFactory, StoreError> {
    let window = web_sys::window().ok_or_else(|| StoreError::Other("no window".into()))?;
    let factory = window.indexed_db().map_err(|e| store_error(&e))?;
    factory.ok_or_else(|| StoreError::Other("no IndexedDB".into()))
}

async fn open_at(name: &str, version: Option<u32>, stores: &'static [&'static str]) -> Result<IdbDatabase, StoreError> {
    let factory = factory()?;
    let opened = match version {
        Some(version) => factory.open_with_u32(name, version),
        None => factory.open(name),
    };
    let request = opened.map_err(|e| store_error(&e))?;
    let asked = request.clone();
    let upgrade = Closure::<dyn FnMut()>::new(move || {
        let Ok(database) = asked.result().and_then(|r| r.dyn_into::<IdbDatabase>()) else { return };
        for store in stores.iter().filter(|store| !database.object_store_names().contains(store)) {
            drop(database.create_object_store(store));
        }
    });
    request.set_onupgradeneeded(Some(upgrade.as_ref().unchecked_ref()));
    let value = settled(&request).await?;
    value.dyn_into().map_err(|_| StoreError::Other("no database".into()))
}

fn begin(database: &IdbDatabase, mode: Mode, stores: &[&str]) -> Result<IdbTransaction, JsValue> {
    let names: js_sys::Array = stores.iter().map(|name| JsValue::from_str(name)).collect();
    let options = js_sys::Object::new();
    let word = match mode {
        Mode::Read => "readonly",
        Mode::Strict => {
            Reflect::set(&options, &"durability".into(), &"strict".into())?;
            "readwrite"
        }
    };
    // The third argument is not in web-sys; Chrome's default is relaxed.
    let function: js_sys::Function = Reflect::get(database, &"transaction".into())?.dyn_into()?;
    function.call3(database, &names, &word.into(), &options)?.dyn_into()
}

/// Nothing follows: the browser need not wait to see whether something does. A request that fails still undoes the whole.
/// Standard: <https://w3c.github.io/IndexedDB/#dom-idbtransaction-commit>; it commits by itself where this is unknown.
#[expect(deprecated, reason = "web-sys took the mark from an early draft; the standard has it")]
fn hurry(transaction: &IdbTransaction) {
    drop(transaction.commit());
}

/// Waits for a request outside of a transaction of ours.
async fn settled(request: &IdbRequest) -> Result<JsValue, StoreError> {
    let (tell, told) = oneshot::channel();
    let tell = std::rc::Rc::new(RefCell::new(Some(tell)));
    let on = |good: bool| {
        let tell = tell.clone();
        Closure::<dyn FnMut()>::new(move || {
            if let Some(tell) = tell.borrow_mut().take() {
                tell.send(good).ok();
            }
        })
    };
    let (success, error) = (on(true), on(false));
    request.set_onsuccess(Some(success.as_ref().unchecked_ref()));
    request.set_onerror(Some(error.as_ref().unchecked_ref()));
    let good = told.await.unwrap_or(false);
    request.set_onsuccess(None);
    request.set_onerror(None);
    if good {
        return Ok(result(request));
    }
    Err(request.error().ok().flatten().map_or_else(|| StoreError::Other("unknown".into()), |e| named(&e)))
}

/// Listens for the end of a transaction from its beginning: it may come while requests are issued.
struct Ending {
    transaction: IdbTransaction,
    told: oneshot::Receiver<bool>,
    _complete: Closure<dyn FnMut()>,
    _abort: Closure<dyn FnMut()>,
}

impl Ending {
    fn of(transaction: &IdbTransaction) -> Self {
        let (tell, told) = oneshot::channel();
        let tell = std::rc::Rc::new(RefCell::new(Some(tell)));
        let on = |good: bool| {
            let tell = tell.clone();
            Closure::<dyn FnMut()>::new(move || {
                if let Some(tell) = tell.borrow_mut().take() {
                    tell.send(good).ok();
                }
            })
        };
        let (complete, abort) = (on(true), on(false));
        transaction.set_oncomplete(Some(complete.as_ref().unchecked_ref()));
        transaction.set_onabort(Some(abort.as_ref().unchecked_ref()));
        Self { transaction: transaction.clone(), told, _complete: complete, _abort: abort }
    }

    async fn wait(mut self) -> Result<(), StoreError> {
        if (&mut self.told).await.unwrap_or(false) {
            return Ok(());
        }
        // An abort without an error of its own is the system closing the connection.
        Err(self.transaction.error().map_or_else(|| StoreError::Lost("aborted".into()), |e| named(&e)))
    }
}

impl Drop for Ending {
    /// The transaction outlives this when it was aborted, or when nobody waits any more.
    fn drop(&mut self) {
        self.transaction.set_oncomplete(None);
        self.transaction.set_onabort(None);
    }
}

/// The error that a thrown value stands for.
pub fn store_error(error: &JsValue) -> StoreError {
    match error.dyn_ref::<DomException>() {
        Some(exception) => named(exception),
        None => StoreError::Other(format!("{error:?}")),
    }
}

fn named(error: &DomException) -> StoreError {
    match error.name().as_str() {
        "QuotaExceededError" => StoreError::Full,
        "VersionError" => StoreError::Newer,
        // iOS closes connections of sleeping apps, under any of these names.
        "InvalidStateError" | "UnknownError" | "AbortError" | "TransactionInactiveError" => {
            StoreError::Lost(error.message())
        }
        name => StoreError::Other(format!("{name}: {}", error.message())),
    }
}
