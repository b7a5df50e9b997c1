using System.Collections.Immutable;

namespace MmAnalyzers.Engine.Source;

/// <summary>Whether two versions of a file say the same to those who look at names only: the same declarations, using and calling the same known names.</summary>
internal static class NameShape
{
    /// <summary>Whether the two versions are alike.</summary>
    /// <param name="before">The one.</param>
    /// <param name="after">The other.</param>
    /// <param name="isKnown">Names that stand for nothing anywhere (locals, half-typed ones) do not count.</param>
    public static bool AreEqual(TreeIndex before, TreeIndex after, Func<string, bool> isKnown)
    {
        if (before.Members.Length != after.Members.Length
            || before.Types.Length != after.Types.Length
            || !DelegatesOf(before, isKnown).SequenceEqual(DelegatesOf(after, isKnown)))
        {
            return false;
        }

        for (var i = 0; i < before.Types.Length; i++)
        {
            if (before.Types[i].Name != after.Types[i].Name || !before.Types[i].Bases.SequenceEqual(after.Types[i].Bases, StringComparer.Ordinal))
            {
                return false;
            }
        }

        for (var i = 0; i < before.Members.Length; i++)
        {
            if (!AreEqual(before.Members[i], after.Members[i], isKnown))
            {
                return false;
            }
        }

        return true;
    }

    private static bool AreEqual(MemberEntry before, MemberEntry after, Func<string, bool> isKnown) =>
        before.Name == after.Name
        && before.ContainingType == after.ContainingType
        && before.Kind == after.Kind
        && before.Tokens == after.Tokens
        && before.CalledNumbers.IsEmpty == after.CalledNumbers.IsEmpty
        && KnownOf(before, before.CalledNumbers, isKnown).SequenceEqual(KnownOf(after, after.CalledNumbers, isKnown), StringComparer.Ordinal)
        && KnownOf(before, before.UsedNumbers, isKnown).SequenceEqual(KnownOf(after, after.UsedNumbers, isKnown), StringComparer.Ordinal);

    // Numbers ascend as their names do, so equal sets are equal sequences.
    private static IEnumerable<string> KnownOf(MemberEntry member, ImmutableArray<int> numbers, Func<string, bool> isKnown) =>
        numbers.Select(number => member.Table.Names[number]).Where(isKnown);

    // What runs with a delegate: a method by its name, a lambda as part of the member around it. Of a plain value, which `x = y` mostly is, nothing runs.
    private static IEnumerable<(bool IsEvent, string Name, string Value, int Around)> DelegatesOf(TreeIndex tree, Func<string, bool> isKnown)
    {
        return Of(tree.Assignments, isEvent: false).Concat(Of(tree.Subscriptions, isEvent: true));

        IEnumerable<(bool IsEvent, string Name, string Value, int Around)> Of(ImmutableArray<NamedUse> uses, bool isEvent) =>
            uses.Where(use => use.Value is { } value && (value == NamedUse.Lambda || isKnown(value)))
                .Select(use => (isEvent, use.Name, use.Value!, tree.MemberAt(use.Span) is { } around ? tree.Members.IndexOf(around) : -1));
    }
}
