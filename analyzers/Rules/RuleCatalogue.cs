using System.Collections.Immutable;
using MmAnalyzers.Rules.Annotations;
using MmAnalyzers.Rules.Discipline;
using MmAnalyzers.Rules.Ordering;

namespace MmAnalyzers.Rules;

/// <summary>Every rule of the product, in order of id.</summary>
internal static class RuleCatalogue
{
    public static ImmutableArray<LockRule> All { get; } = ImmutableArray.Create<LockRule>(
        new MM1001DeclaredOrderInversion(),
        new MM1002LockOrderCycle(),
        new MM1003SelfDeadlock(),
        new MM1004UnorderedSameClassNesting(),
        new MM1005ReadToWriteUpgrade(),
        new MM1010UndeclaredLockInHierarchy(),
        new MM1011LockOrderCycleHere(),
        new MM2001LockNotReleased(),
        new MM2002ReleaseNotHeld(),
        new MM2003UncheckedTryAcquire(),
        new MM2010ReleaseThroughDifferentPath(),
        new MM2011ReleaseNotInFinally(),
        new MM2012LockHeldAcrossYield(),
        new MM9001ContradictoryOrder(),
        new MM9002UnresolvedName(),
        new MM9003AnnotationContradicted(),
        new MM9005BudgetExceeded(),
        new MM9006OptionNotUnderstood(),
        new MM9007StaleBaselineEntry());
}
