//! Expands named classes and case-insensitive letters in a syntax tree, so that the tables of the
//! regex library are not needed.

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
    let mut expander = Expander {
        folds,
        unicode: true,
    };
    expander.tree(&mut tree);
    let mut translator = TranslatorBuilder::new().build();
    let translated = translator.translate(pattern, &tree);
    translated.map_err(|error| reason(&error.into()))
}

/// The flags that apply at a place in the pattern.
#[derive(Clone, Copy)]
struct Expander {
    folds: bool,
    unicode: bool,
}

impl Expander {
    fn tree(&mut self, tree: &mut Ast) {
        match tree {
            Ast::Flags(set) => self.flags(&mut set.flags),
            Ast::Literal(literal) => {
                // A literal without other cases stays a literal, which matches faster than a class.
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

    /// Applies flags, and removes the flag for case unless the pattern matches bytes: only there
    /// the library ignores case without its tables.
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

    /// The expansion of a named class. Returns `None` for an unknown name, which the library
    /// reports.
    fn named(&self, class: &ClassUnicode) -> Option<ClassBracketed> {
        let edges = named(&class.kind).filter(|_| self.unicode)?;
        let all = if self.folds {
            folded(edges)
        } else {
            edges.to_vec()
        };
        Some(bracketed(
            ranges(&all, class.span),
            class.is_negated(),
            class.span,
        ))
    }

    /// The characters that differ from a letter only by case. Returns `None` if there are no others.
    fn letter(&self, literal: &Literal) -> Option<ClassBracketed> {
        self.range((literal.c, literal.c), literal.span)
    }

    /// A range and all characters that differ from its own only by case. Returns `None` if there
    /// are no others.
    fn range(&self, (first, last): (char, char), span: Span) -> Option<ClassBracketed> {
        let own = [first.into(), u32::from(last) + 1];
        let all = (self.folds && self.unicode).then(|| folded(&own));
        let all = all.filter(|all| **all != own)?;
        Some(bracketed(ranges(&all, span), false, span))
    }

    /// A class such as `[:alpha:]` and all characters that differ from its letters only by case.
    /// Returns `None` if the class has no letters.
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
        Some(bracketed(items, class.negated, class.span))
    }
}

/// A class in brackets that has all of the items.
fn bracketed(items: Vec<ClassSetItem>, negated: bool, span: Span) -> ClassBracketed {
    let kind = ClassSet::Item(ClassSetItem::Union(ClassSetUnion { span, items }));
    ClassBracketed {
        span,
        negated,
        kind,
    }
}

/// The ranges between [`Edges`](super::classes::Edges), as items of a class.
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

/// The last character before an end. U+D800 to U+DFFF are not characters.
fn last(end: u32) -> Option<char> {
    char::from_u32(end.checked_sub(1)?).or(Some('\u{d7ff}'))
}
