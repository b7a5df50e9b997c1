using MmAnalyzers.Engine.Dataflow;
using MmAnalyzers.Engine.Source;

namespace MmAnalyzers.Engine.Summaries;

/// <summary>Simple names of members of references that lead to a lock: the first question about a body is asked by name.</summary>
internal sealed class ReferencedNames
{
    private readonly Dictionary<string, TokenKinds> _names = new(StringComparer.Ordinal);

    /// <summary>Collects the names.</summary>
    /// <param name="program">The program that has the references.</param>
    /// <param name="cancellationToken">Stops the walk.</param>
    public ReferencedNames(ProgramAnalysis program, CancellationToken cancellationToken)
    {
        foreach (var reference in program.Binder.ReferencedCompilations)
        {
            var other = ReferencedPrograms.Of(reference, program.Budgets, cancellationToken);
            foreach (var name in other.ReachingNames)
            {
                Add(name, TokenKinds.None);
            }

            foreach (var name in other.Prefilter.Value.Names)
            {
                Add(name, other.Prefilter.Value.KindsOf(name));
            }
        }

        foreach (var assembly in program.Binder.Compilation.SourceModule.ReferencedAssemblySymbols)
        {
            foreach (var member in program.Metadata.In(assembly))
            {
                Add(NameIn(member.Key), KindsOf(member.Value.Net));
            }
        }
    }

    /// <summary>Names whose members may be called with a lock in reach.</summary>
    public IEnumerable<string> Reaching => _names.Keys;

    /// <summary>Names of members that may leave other locks held than they found, and what each may do.</summary>
    public IEnumerable<KeyValuePair<string, TokenKinds>> Wrappers => _names.Where(row => row.Value != TokenKinds.None);

    /// <summary>The name as the source index knows the member of a documentation id.</summary>
    public static string NameIn(string id)
    {
        var end = id.IndexOf('(');
        var whole = (end < 0 ? id : id[..end]).Split('.');
        var name = Bare(whole[^1]);
        if (name is "#ctor" or "#cctor")
        {
            return whole.Length > 1 ? Bare(whole[^2]) : name;
        }

        name = name[(name.LastIndexOf('#') + 1)..];
        return name switch
        {
            "get_Item" or "set_Item" => ImpliedNames.Indexer,
            _ when name.StartsWith("op_", StringComparison.Ordinal) => ImpliedNames.Operator,
            _ when name.StartsWith("get_", StringComparison.Ordinal) || name.StartsWith("set_", StringComparison.Ordinal) => name[4..],
            _ => name,
        };
    }

    private static string Bare(string segment) => segment.IndexOf('`') is var arity and > 0 ? segment[..arity] : segment;

    private static TokenKinds KindsOf(NetEffect net)
    {
        var (acquires, releases) = (
            !net.WhenTrue.Acquired.IsEmpty || !net.WhenFalse.Acquired.IsEmpty || !net.Uncertain.IsEmpty,
            !net.WhenTrue.Released.IsEmpty || !net.WhenFalse.Released.IsEmpty || !net.Uncertain.IsEmpty);
        return (acquires ? TokenKinds.Acquire : TokenKinds.None) | (releases ? TokenKinds.Release : TokenKinds.None);
    }

    private void Add(string name, TokenKinds kinds)
    {
        _names.TryGetValue(name, out var known);
        _names[name] = known | kinds;
    }
}
