using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MmAnalyzers.Engine;
using MmAnalyzers.Engine.Symbols;

namespace MmAnalyzers.Rules.Annotations;

/// <summary>A name in an annotation that names nothing, so that the annotation has no effect.</summary>
public sealed class MM9002UnresolvedName : LockRule
{
    internal static readonly DiagnosticDescriptor Descriptor = RuleDescriptor.AtEnd(
        RuleIds.UnresolvedName,
        title: "A name in an annotation resolves to nothing",
        message: "'{0}' in [{1}] on '{2}' names {3}; the annotation has no effect",
        description: "Attributes name locks and members by text. A text that names nothing is usually a member that was renamed.",
        DiagnosticSeverity.Warning);

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> Descriptors { get; } = ImmutableArray.Create(Descriptor);

    internal override void VisitEnd(LockAnalysis analysis, Action<Diagnostic> report, CancellationToken cancellationToken)
    {
        foreach (var reference in analysis.UnresolvedNames(cancellationToken))
        {
            report(Diagnostic.Create(
                Descriptor,
                reference.Location,
                reference.Text,
                reference.Attribute,
                SymbolNames.Of(reference.Anchor),
                Expected(reference.Role)));
        }
    }

    private static string Expected(AnnotationRole role) => role switch
    {
        AnnotationRole.Outcome => "neither 'return', nor a parameter, nor a member of the returned value",
        AnnotationRole.Result => "no member of the returned value's type",
        AnnotationRole.OwnerMember => "no member of the type that owns the lock",
        AnnotationRole.ValueMember => "no member of the type that bears the obligation",
        _ => "no parameter, no member and no [LockClass]",
    };
}
