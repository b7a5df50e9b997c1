using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MmAnalyzers.Rules;
using MmAnalyzers.Rules.Discipline;
using MmAnalyzers.Rules.Ordering;

namespace MmAnalyzers.Testing.Tests.Subjects;

/// <summary>A rule with two ids, which reports nothing.</summary>
public sealed class TwoIdsRule : LockRule
{
    public override ImmutableArray<DiagnosticDescriptor> Descriptors { get; } = [.. new MM1003SelfDeadlock().Descriptors, .. new MM2001LockNotReleased().Descriptors];
}
