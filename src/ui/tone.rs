//! What a state means to the person looking at it. Always shown with a word and a drawing, never by colour alone.

/// The five meanings a mark, chip or banner can have.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// Says something, asks nothing.
    #[default]
    Neutral,
    /// Done, received, in order.
    Ok,
    /// On its way; nobody needs to act.
    Waiting,
    /// Worth a look before it becomes trouble.
    Attention,
    /// A person must act.
    Trouble,
}

impl Tone {
    /// The value of the `data-tone` attribute the style sheets look at.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Neutral => "neutral",
            Self::Ok => "ok",
            Self::Waiting => "waiting",
            Self::Attention => "attention",
            Self::Trouble => "trouble",
        }
    }
}
