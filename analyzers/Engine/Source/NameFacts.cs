using System.Collections.Immutable;

namespace MmAnalyzers.Engine.Source;

/// <summary>What the names of a whole program say: which of them lead to a lock, and which belong to members that wrap one.</summary>
/// <remarks>
/// Both take a walk through the whole program, and most of what is typed changes neither: a program that differs from the one before in nothing that
/// matters here (see <see cref="NameShape"/>) inherits its answers. Thread-safe; whoever computes, the answers are equal.
/// </remarks>
internal sealed class NameFacts
{
    private readonly ProgramIndex _program;
    private readonly Lazy<HashSet<string>> _declared;
    private Answer<ImmutableHashSet<string>, NameReach>? _reach;
    private Answer<IReadOnlyDictionary<string, TokenKinds>, WrapperNames>? _wrappers;

    /// <summary>Facts about a program.</summary>
    /// <param name="program">The program.</param>
    /// <param name="before">A program of almost the same trees, for what it knows already.</param>
    public NameFacts(ProgramIndex program, ProgramIndex? before)
    {
        _program = program;
        _declared = new(() => DeclaredIn(program));
        if (before?.Facts is { } facts)
        {
            // Each answer holds for the names that were known from outside when it was given: those that a changed file uses have to be among what is compared.
            var (reach, wrappers) = (Volatile.Read(ref facts._reach), Volatile.Read(ref facts._wrappers));
            if ((reach is not null || wrappers is not null) && HaveEqualNames(before, program, IsKnown))
            {
                (_declared, _reach, _wrappers) = (facts._declared, reach, wrappers);
            }

            bool IsKnown(string name) =>
                facts._declared.Value.Contains(name) || ImpliedNames.Forms.Contains(name) || reach?.Known.Contains(name) == true || wrappers?.Known.ContainsKey(name) == true;
        }
    }

    /// <summary>Which names lead to a lock, in the program or in what it references.</summary>
    /// <param name="known">Names that do so in a reference.</param>
    public NameReach Reach(IEnumerable<string> known)
    {
        var names = known.ToImmutableHashSet(StringComparer.Ordinal);
        var last = Volatile.Read(ref _reach);
        if (last is null || !last.Known.SetEquals(names))
        {
            last = new(names, NameReach.Of(_program.Trees, names));
            Volatile.Write(ref _reach, last);
        }

        return last.Result;
    }

    /// <summary>The wrappers' names and what each does, together with the names known before.</summary>
    /// <param name="known">Names that matter for reasons outside the program's tokens.</param>
    public WrapperNames Wrappers(IReadOnlyDictionary<string, TokenKinds> known)
    {
        var last = Volatile.Read(ref _wrappers);
        if (last is null || !AreEqual(last.Known, known))
        {
            last = new(known, WrapperSearch.Run(_program, known));
            Volatile.Write(ref _wrappers, last);
        }

        return last.Result;
    }

    // In canonical order a file keeps its place when it is edited. Anything else, as one file more, is rare enough to look at the whole program again.
    private static bool HaveEqualNames(ProgramIndex before, ProgramIndex after, Func<string, bool> isKnown)
    {
        if (before.Trees.Length != after.Trees.Length)
        {
            return false;
        }

        for (var i = 0; i < after.Trees.Length; i++)
        {
            if (after.Trees[i] != before.Trees[i] && !NameShape.AreEqual(before.Trees[i], after.Trees[i], isKnown))
            {
                return false;
            }
        }

        return true;
    }

    private static HashSet<string> DeclaredIn(ProgramIndex program)
    {
        var declared = new HashSet<string>(StringComparer.Ordinal);
        foreach (var tree in program.Trees)
        {
            declared.UnionWith(tree.Members.Select(member => member.Name));
            declared.UnionWith(tree.Types.Select(type => type.Name));
        }

        // What something of a name is put into stands for it.
        var variables = program.Trees.SelectMany(tree => tree.Assignments.Concat(tree.Subscriptions))
            .Where(use => use.Value is { } value && (value == NamedUse.Lambda || declared.Contains(value)))
            .Select(use => use.Name)
            .ToList();
        declared.UnionWith(variables);
        return declared;
    }

    private static bool AreEqual(IReadOnlyDictionary<string, TokenKinds> left, IReadOnlyDictionary<string, TokenKinds> right) =>
        left.Count == right.Count && left.All(row => right.TryGetValue(row.Key, out var kinds) && kinds == row.Value);

    private sealed record Answer<TKnown, TResult>(TKnown Known, TResult Result);
}
