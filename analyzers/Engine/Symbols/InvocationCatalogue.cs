using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace MmAnalyzers.Engine.Symbols;

/// <summary>When members run the delegates they are given: the framework's, and those that a project adds.</summary>
/// <remarks>A statement about members whose body nobody sees. Where the body is in source, it says more.</remarks>
internal sealed class InvocationCatalogue
{
    /// <summary>Asks for the delegates that the receiver was made with, rather than for a parameter.</summary>
    public const int Receiver = -1;

    /// <summary>The framework's members alone.</summary>
    public static readonly InvocationCatalogue Framework = new([]);

    private static readonly ImmutableDictionary<string, ImmutableArray<InvocationApi>> FrameworkRows = ByName(InvocationRows.All);

    private readonly ImmutableDictionary<string, ImmutableArray<InvocationApi>> _added;

    /// <summary>The framework's members and others, of which the first that speaks of a member wins.</summary>
    public InvocationCatalogue(IEnumerable<InvocationApi> added) => _added = ByName(added);

    /// <summary>When a call runs the delegate in one of its arguments.</summary>
    /// <param name="method">The method called.</param>
    /// <param name="ordinal">The parameter, or <see cref="Receiver"/>.</param>
    public CallbackTiming WhenRuns(IMethodSymbol method, int ordinal)
    {
        if (method.ContainingType?.TypeKind == TypeKind.Delegate)
        {
            return OfDelegate(method, ordinal);
        }

        if (method.MethodKind == MethodKind.EventAdd)
        {
            return ordinal == 0 && !HasBody(method) ? CallbackTiming.Later : CallbackTiming.Unknown;
        }

        var parameter = ordinal >= 0 && ordinal < method.Parameters.Length ? method.Parameters[ordinal].OriginalDefinition : null;
        if (parameter is null && ordinal != Receiver)
        {
            return CallbackTiming.Unknown;
        }

        var declared = method.ReducedFrom ?? method;
        return Find(_added, declared, parameter) ?? Find(FrameworkRows, declared, parameter) ?? CallbackTiming.Unknown;
    }

    private static CallbackTiming? Find(ImmutableDictionary<string, ImmutableArray<InvocationApi>> rows, IMethodSymbol method, IParameterSymbol? parameter)
    {
        // An explicit implementation carries the interface's full name.
        var name = method.Name[(method.Name.LastIndexOf('.') is var dot && dot > 0 ? dot + 1 : 0)..];
        if (rows.TryGetValue(name, out var candidates))
        {
            foreach (var row in candidates)
            {
                if (row.Covers(parameter) && row.Member.Matches(method))
                {
                    return row.When;
                }
            }
        }

        return null;
    }

    private static CallbackTiming OfDelegate(IMethodSymbol method, int ordinal) => (method.Name, ordinal) switch
    {
        ("Invoke", Receiver) => CallbackTiming.Now,
        ("BeginInvoke", Receiver) => CallbackTiming.Later,
        ("BeginInvoke", _) when ordinal == method.Parameters.Length - 2 => CallbackTiming.Later,
        _ => CallbackTiming.Unknown,
    };

    // A hand-written accessor may do anything with its handler, even run it.
    private static bool HasBody(IMethodSymbol accessor) => !accessor.IsImplicitlyDeclared && !accessor.DeclaringSyntaxReferences.IsEmpty;

    private static ImmutableDictionary<string, ImmutableArray<InvocationApi>> ByName(IEnumerable<InvocationApi> rows) =>
        rows.GroupBy(row => row.Member.Name, StringComparer.Ordinal).ToImmutableDictionary(group => group.Key, group => group.ToImmutableArray(), StringComparer.Ordinal);
}
