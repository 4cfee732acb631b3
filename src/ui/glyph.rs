//! The drawings the app may use, by what they mean here.
//! Each names one symbol of `public/icons/sprite.svg`; `tests/glyphs.rs` keeps the two in step.

macro_rules! glyphs {
    ($($variant:ident => $symbol:literal,)*) => {
        /// One drawing of the sprite; the name is its meaning, not its shape.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[allow(missing_docs, reason = "the names are the documentation")]
        pub enum Glyph { $($variant,)* }

        impl Glyph {
            /// Every drawing there is.
            pub const ALL: &[Glyph] = &[$(Self::$variant,)*];

            /// The symbol's id inside the sprite.
            pub const fn symbol(self) -> &'static str {
                match self { $(Self::$variant => $symbol,)* }
            }
        }
    };
}

glyphs! {
    Add => "plus",
    Alert => "triangle-alert",
    Archive => "archive",
    Back => "chevron-left",
    Barcode => "barcode",
    Bell => "bell",
    Bolt => "zap",
    Boxes => "boxes",
    Building => "building-2",
    Calendar => "calendar",
    Camera => "camera",
    Car => "car",
    Check => "check",
    CheckCircle => "circle-check",
    CheckDouble => "check-check",
    Checklist => "list-checks",
    Circle => "circle",
    Close => "x",
    CloudOff => "cloud-off",
    CloudUpload => "cloud-upload",
    Contrast => "contrast",
    Copy => "copy",
    Count => "hash",
    Directions => "navigation",
    Door => "door-open",
    Down => "chevron-down",
    Download => "download",
    Edit => "pencil",
    Eye => "eye",
    EyeOff => "eye-off",
    Filter => "list-filter",
    Flag => "flag",
    Flashlight => "flashlight",
    FlashlightOff => "flashlight-off",
    Forward => "chevron-right",
    Grid => "layout-grid",
    History => "history",
    Hourglass => "hourglass",
    Image => "image",
    Images => "images",
    Inbox => "inbox",
    Info => "info",
    Jobs => "clipboard-list",
    Key => "key-round",
    Keyboard => "keyboard",
    Link => "link",
    Lock => "lock",
    Mail => "mail",
    MapPin => "map-pin",
    Minus => "minus",
    Moon => "moon",
    More => "menu",
    Move => "arrow-left-right",
    Note => "notebook-pen",
    Overflow => "ellipsis-vertical",
    Package => "package",
    PackageAdd => "package-plus",
    Pause => "pause",
    Phone => "phone",
    Play => "play",
    Plug => "plug",
    Problem => "circle-alert",
    Question => "circle-question-mark",
    Retry => "rotate-ccw",
    Scan => "scan-barcode",
    Search => "search",
    Send => "send",
    Settings => "settings",
    Share => "share",
    ShareBox => "square-arrow-up",
    Shield => "shield-check",
    SignOut => "log-out",
    Smartphone => "smartphone",
    Sort => "arrow-up-down",
    Sound => "volume-2",
    SoundOff => "volume-x",
    Split => "split",
    SquarePlus => "square-plus",
    Stop => "square",
    Storage => "hard-drive",
    Sun => "sun",
    SwitchCamera => "switch-camera",
    Sync => "refresh-cw",
    Tag => "tag",
    Time => "clock",
    Timer => "timer",
    Today => "calendar-check",
    Trash => "trash-2",
    Truck => "truck",
    Undo => "undo-2",
    Up => "chevron-up",
    User => "user",
    UserAdd => "user-plus",
    Users => "users",
    Wrench => "wrench",
}
