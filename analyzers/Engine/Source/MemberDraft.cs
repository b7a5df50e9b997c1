using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace MmAnalyzers.Engine.Source;

/// <summary>A member while its syntax is being walked.</summary>
internal sealed class MemberDraft(SyntaxNode node, string name, string containingType, MemberKind kind)
{
    private readonly List<int> _used = [];
    private readonly List<int> _called = [];
    private readonly List<string> _attributes = [];
    private readonly List<string> _parameters = [];
    private readonly List<string> _invoked = [];
    private TokenKinds _tokens;

    /// <summary>Notes a hint.</summary>
    public void Mark(TokenKinds tokens) => _tokens |= tokens;

    /// <summary>Notes a name, by its provisional number.</summary>
    public void Use(int number) => _used.Add(number);

    /// <summary>Notes a name that is called or created, by its provisional number.</summary>
    public void Call(int number) => _called.Add(number);

    /// <summary>Notes attributes.</summary>
    public void AddAttributes(IEnumerable<string> names) => _attributes.AddRange(names);

    /// <summary>Notes a parameter of the member or of something in it.</summary>
    public void AddParameter(string parameter) => _parameters.Add(parameter);

    /// <summary>Notes that something of this name is called like a delegate.</summary>
    public void AddInvoked(string invoked) => _invoked.Add(invoked);

    /// <summary>The finished entry.</summary>
    public MemberEntry Build(NameTable table, int[] finalNumbers)
    {
        var tokens = _invoked.Exists(_parameters.Contains) ? _tokens | TokenKinds.Callback : _tokens;
        return new MemberEntry
        {
            Tree = node.SyntaxTree,
            Span = node.Span,
            Syntax = node.Kind(),
            Name = name,
            ContainingType = containingType,
            Kind = kind,
            Tokens = tokens,
            Attributes = SyntaxNames.Canonical(_attributes),
            Table = table,
            UsedNumbers = Numbers(_used, finalNumbers),
            CalledNumbers = Numbers(_called, finalNumbers),
        };
    }

    private static ImmutableArray<int> Numbers(List<int> provisional, int[] finalNumbers)
    {
        var sorted = new int[provisional.Count];
        for (var i = 0; i < sorted.Length; i++)
        {
            sorted[i] = finalNumbers[provisional[i]];
        }

        Array.Sort(sorted);
        var result = ImmutableArray.CreateBuilder<int>(sorted.Length);
        foreach (var number in sorted)
        {
            if (result.Count == 0 || result[result.Count - 1] != number)
            {
                result.Add(number);
            }
        }

        return result.ToImmutable();
    }
}
