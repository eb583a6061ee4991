//! A keeper: a small service that answers for lots from their portable files, read-only.
//!
//! | request | answer |
//! |---|---|
//! | `GET /` | 200: that it lives, how many lots and items it keeps |
//! | `GET /.well-known/gs1resolver` | 200: the resolver description file of the GS1-Conformant Resolver Standard |
//! | `GET /01/{gtin}/21/{serial}` | 200: a linkset (RFC 9264) with the proof; 307 to the brand's page if a browser asks and there is one |
//! | … `?linkType=linkset` | 200: the linkset, whoever asks |
//! | … `?linkType=gs1:verificationService` | 200: the proof alone, a [`Presence`] in JSON |
//! | … `?linkType=gs1:pip` | 307 to the brand's page, if there is one |
//!
//! A serial that is in no lot of its class gets 404 and, whoever may see it, an [`Absence`] for each lot. If the
//! owner of the class runs the service, everybody gets a [`Denial`] that he signed.
//! Other refusals: 400 for what is no GS1 Digital Link, 404 for a class or link type that is not
//! kept, 405 for other methods. Each refusal is a problem of RFC 9457.
//!
//! [`Presence`]: crate::Presence
//! [`Absence`]: crate::Absence
//! [`Denial`]: crate::Denial

mod answer;
mod server;

pub use answer::{Absences, Keeper, KeeperError};
pub use server::run;
