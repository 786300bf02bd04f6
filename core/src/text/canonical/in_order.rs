//! Structs that are written in the order of canonical text to begin with.

/// Serializes structs by their members in the order given, which is that of
/// their names: nothing need be moved where the object ends. Structs are
/// declared in the order in which people read them; that of canonical text is
/// for those that every call writes.
macro_rules! in_order {
    ($($of:ty { $($member:ident),+ })+) => {$(
        impl serde::Serialize for $of {
            fn serialize<S: serde::Serializer>(
                &self,
                serializer: S,
            ) -> std::result::Result<S::Ok, S::Error> {
                use serde::ser::SerializeStruct;
                // Without a rest, so that none is left out.
                let Self { $($member),+ } = self;
                let members = [$(stringify!($member)),+].len();
                let mut object = serializer.serialize_struct(stringify!($of), members)?;
                $(object.serialize_field(stringify!($member), $member)?;)+
                object.end()
            }
        }
    )+};
}

pub(crate) use in_order;
