//! Expands in a syntax tree what would need the tables of the regex library.

use regex_syntax::ast::parse::ParserBuilder;
use regex_syntax::ast::{
    Ast, ClassAscii, ClassAsciiKind, ClassBracketed, ClassSet, ClassSetItem, ClassSetRange,
    ClassSetUnion, ClassUnicode, Flag, Flags, FlagsItem, FlagsItemKind, GroupKind, Literal,
    LiteralKind, Span,
};
use regex_syntax::hir::Hir;
use regex_syntax::hir::translate::TranslatorBuilder;

use super::classes::{folded, named};
use super::reason;

/// Parses a pattern, ignoring case if it `folds`. Returns the reason if it is not valid.
pub(crate) fn read_regex(pattern: &str, folds: bool) -> Result<Hir, String> {
    let parsed = ParserBuilder::new().build().parse(pattern);
    let mut tree = parsed.map_err(|error| reason(&error.into()))?;
    let mut speller = Speller {
        folds,
        unicode: true,
    };
    speller.tree(&mut tree);
    let mut translator = TranslatorBuilder::new().build();
    let translated = translator.translate(pattern, &tree);
    translated.map_err(|error| reason(&error.into()))
}

/// The flags where it stands.
#[derive(Clone, Copy)]
struct Speller {
    folds: bool,
    unicode: bool,
}

impl Speller {
    fn tree(&mut self, tree: &mut Ast) {
        match tree {
            Ast::Flags(set) => self.flags(&mut set.flags),
            Ast::Literal(literal) => {
                // Others stay what they are, which is sooner found.
                if let Some(class) = self.letter(literal) {
                    *tree = Ast::class_bracketed(class);
                }
            }
            Ast::ClassUnicode(class) => {
                if let Some(class) = self.named(class) {
                    *tree = Ast::class_bracketed(class);
                }
            }
            Ast::ClassBracketed(class) => self.set(&mut class.kind),
            Ast::Repetition(repetition) => self.tree(&mut repetition.ast),
            Ast::Group(group) => {
                let before = *self;
                if let GroupKind::NonCapturing(flags) = &mut group.kind {
                    self.flags(flags);
                }
                self.tree(&mut group.ast);
                *self = before;
            }
            Ast::Alternation(all) => all.asts.iter_mut().for_each(|one| self.tree(one)),
            Ast::Concat(all) => all.asts.iter_mut().for_each(|one| self.tree(one)),
            Ast::Empty(_) | Ast::Dot(_) | Ast::Assertion(_) | Ast::ClassPerl(_) => {}
        }
    }

    /// The flags from here on: case is left to the library for bytes alone,
    /// which need no tables.
    fn flags(&mut self, flags: &mut Flags) {
        self.folds = flags
            .flag_state(Flag::CaseInsensitive)
            .unwrap_or(self.folds);
        self.unicode = flags.flag_state(Flag::Unicode).unwrap_or(self.unicode);
        let item = |kind| FlagsItem {
            span: flags.span,
            kind,
        };
        let (case, not) = (
            FlagsItemKind::Flag(Flag::CaseInsensitive),
            FlagsItemKind::Negation,
        );
        let items = &mut flags.items;
        items.retain(|item| item.kind != case);
        if self.folds && !self.unicode {
            items.insert(0, item(case));
        } else {
            if items.iter().all(|item| item.kind != not) {
                items.push(item(not));
            }
            items.push(item(case));
        }
    }

    fn set(&self, set: &mut ClassSet) {
        match set {
            ClassSet::Item(item) => self.item(item),
            ClassSet::BinaryOp(both) => {
                self.set(&mut both.lhs);
                self.set(&mut both.rhs);
            }
        }
    }

    fn item(&self, item: &mut ClassSetItem) {
        let class = match item {
            ClassSetItem::Literal(literal) => self.letter(literal),
            ClassSetItem::Range(range) => self.range((range.start.c, range.end.c), range.span),
            ClassSetItem::Unicode(class) => self.named(class),
            ClassSetItem::Ascii(class) => self.ascii(class),
            ClassSetItem::Bracketed(class) => return self.set(&mut class.kind),
            ClassSetItem::Union(all) => return all.items.iter_mut().for_each(|one| self.item(one)),
            ClassSetItem::Empty(_) | ClassSetItem::Perl(_) => None,
        };
        if let Some(class) = class {
            *item = ClassSetItem::Bracketed(Box::new(class));
        }
    }

    /// A class that has a name; of an unknown name the library says so.
    fn named(&self, class: &ClassUnicode) -> Option<ClassBracketed> {
        let edges = named(&class.kind).filter(|_| self.unicode)?;
        let all = if self.folds {
            folded(edges)
        } else {
            edges.to_vec()
        };
        Some(written(
            ranges(&all, class.span),
            class.is_negated(),
            class.span,
        ))
    }

    /// A letter that has others which differ by case alone.
    fn letter(&self, literal: &Literal) -> Option<ClassBracketed> {
        self.range((literal.c, literal.c), literal.span)
    }

    /// A range without regard to case, if it has letters.
    fn range(&self, (first, last): (char, char), span: Span) -> Option<ClassBracketed> {
        let own = [first.into(), u32::from(last) + 1];
        let all = (self.folds && self.unicode).then(|| folded(&own));
        let all = all.filter(|all| **all != own)?;
        Some(written(ranges(&all, span), false, span))
    }

    /// A class of ASCII that has letters, with those that differ from them by
    /// case alone.
    fn ascii(&self, class: &ClassAscii) -> Option<ClassBracketed> {
        use ClassAsciiKind::{Alnum, Alpha, Ascii, Graph, Lower, Print, Upper, Word};
        let has_all = matches!(
            class.kind,
            Alnum | Alpha | Ascii | Graph | Lower | Print | Upper | Word
        );
        let letters = self.range(('a', 'z'), class.span).filter(|_| has_all)?;
        let plain = ClassAscii {
            negated: false,
            ..class.clone()
        };
        let items = vec![
            ClassSetItem::Ascii(plain),
            ClassSetItem::Bracketed(Box::new(letters)),
        ];
        Some(written(items, class.negated, class.span))
    }
}

fn written(items: Vec<ClassSetItem>, negated: bool, span: Span) -> ClassBracketed {
    let kind = ClassSet::Item(ClassSetItem::Union(ClassSetUnion { span, items }));
    ClassBracketed {
        span,
        negated,
        kind,
    }
}

/// The ranges between edges.
fn ranges(edges: &[u32], span: Span) -> Vec<ClassSetItem> {
    let literal = |c| Literal {
        span,
        c,
        kind: LiteralKind::Verbatim,
    };
    let (pairs, _) = edges.as_chunks();
    let ranges = pairs.iter().filter_map(|[first, end]| {
        let (start, end) = (char::from_u32(*first)?, last(*end)?);
        let (start, end) = (literal(start), literal(end));
        Some(ClassSetItem::Range(ClassSetRange { span, start, end }))
    });
    ranges.collect()
}

/// The last character before an end; there are none from U+D800 to U+DFFF.
fn last(end: u32) -> Option<char> {
    char::from_u32(end.checked_sub(1)?).or(Some('\u{d7ff}'))
}
