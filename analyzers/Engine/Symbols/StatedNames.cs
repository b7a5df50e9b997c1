using Microsoft.CodeAnalysis;
using MmAnalyzers.Engine.Options;

namespace MmAnalyzers.Engine.Symbols;

/// <summary>Looks for statements of locks files that speak of nothing, though the library they mean is there.</summary>
/// <remarks>
/// One file serves many projects, of which some lack the library: a missing type is silence, unless its namespace has one of nearly that name.
/// A missing member of a type that exists is always a mistake.
/// </remarks>
internal static class StatedNames
{
    /// <summary>One problem for each line that means a type or member which does not exist.</summary>
    public static IEnumerable<OptionProblem> Problems(Compilation compilation, IEnumerable<LocksEntry> entries)
    {
        var reported = new HashSet<FilePlace>();
        foreach (var entry in entries)
        {
            if (ProblemOf(compilation, entry) is { } problem && reported.Add(entry.Place))
            {
                yield return new(problem, entry.Place);
            }
        }
    }

    private static string? ProblemOf(Compilation compilation, LocksEntry entry)
    {
        var types = DocumentationCommentId.GetSymbolsForDeclarationId("T:" + entry.Type, compilation).OfType<INamedTypeSymbol>().ToList();
        if (types.Count == 0)
        {
            return MisspeltType(compilation, entry.Type);
        }

        if (entry.Member.Length == 0 || types.Any(type => type.TypeKind == TypeKind.Error))
        {
            return null;
        }

        var methods = types.SelectMany(MethodsOf).ToList();
        var named = methods.Where(method => method.Name == entry.Member).ToList();
        if (named.Count == 0)
        {
            return $"'{entry.Type}' has no method '{entry.Member}'" + Hint(entry.Member, methods.Select(method => method.Name));
        }

        if (!named.Any(method => new MemberPattern(entry.Type, entry.Member, entry.Parameters).Matches(method)))
        {
            return entry.Parameters is null
                ? $"'{entry.Member}' is declared by a base of '{entry.Type}': name that, '{named[0].ContainingType.ToDisplayString()}'"
                : $"no overload of '{entry.Type}.{entry.Member}' has the parameters '({entry.Parameters})'";
        }

        return entry.Subject is { } callback && callback != InvocationApi.Receiver && IsCallback(entry.Verb) && !named.Any(method => method.Parameters.Any(parameter => parameter.Name == callback))
            ? $"'{entry.Type}.{entry.Member}' has no parameter '{callback}'" + Hint(callback, named.SelectMany(method => method.Parameters).Select(parameter => parameter.Name))
            : null;
    }

    private static bool IsCallback(LocksVerb verb) => verb is LocksVerb.RunsNow or LocksVerb.RunsElsewhere or LocksVerb.RunsOnUse or LocksVerb.RunsLater;

    private static string? MisspeltType(Compilation compilation, string type)
    {
        var dot = type.LastIndexOf('.');
        var space = dot < 0 ? compilation.GlobalNamespace : Namespace(compilation.GlobalNamespace, type.Substring(0, dot));
        return space is not null && NearestName.Of(type.Substring(dot + 1), space.GetTypeMembers().Select(known => known.MetadataName)) is { } near
            ? $"there is no type '{type}'; did you mean '{(dot < 0 ? near : type.Substring(0, dot + 1) + near)}'?"
            : null;
    }

    private static INamespaceSymbol? Namespace(INamespaceSymbol root, string name)
    {
        INamespaceSymbol? space = root;
        foreach (var part in name.Split('.'))
        {
            space = space?.GetNamespaceMembers().FirstOrDefault(member => member.Name == part);
        }

        return space;
    }

    // A base's methods too, so that the message can say where they are.
    private static IEnumerable<IMethodSymbol> MethodsOf(INamedTypeSymbol type)
    {
        for (var level = type; level is not null; level = level.BaseType)
        {
            foreach (var method in level.GetMembers().OfType<IMethodSymbol>().Where(method => level.Equals(type, SymbolEqualityComparer.Default) || method.MethodKind != MethodKind.Constructor))
            {
                yield return method;
            }
        }
    }

    private static string Hint(string name, IEnumerable<string> known) => NearestName.Of(name, known.Distinct()) is { } near ? $"; did you mean '{near}'?" : string.Empty;
}
