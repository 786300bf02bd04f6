//! Structs that serialize in canonical order.

/// Serializes a struct with its members in the given order, which must be the order of
/// their names, so that nothing needs to be sorted at the end of the object. For structs
/// that every call writes; others are declared in the order in which people read them.
macro_rules! in_order {
    ($($of:ty { $($member:ident),+ })+) => {$(
        impl serde::Serialize for $of {
            fn serialize<S: serde::Serializer>(
                &self,
                serializer: S,
            ) -> std::result::Result<S::Ok, S::Error> {
                use serde::ser::SerializeStruct;
                // Without `..`, so that no member is forgotten.
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
