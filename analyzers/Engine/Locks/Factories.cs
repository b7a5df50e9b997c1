using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MmAnalyzers.Engine.Symbols;

namespace MmAnalyzers.Engine.Locks;

/// <summary>
/// Methods that return a new object and do nothing else with it: to their caller the object is as new as one it made itself, and its members are what the
/// method had. Read from syntax.
/// </summary>
internal sealed class Factories(SymbolNames names, ConstructorStores stores)
{
    // Factories that call factories: deeper is a cycle or unreadable.
    private const int MaxDepth = 4;

    private readonly ConcurrentDictionary<IMethodSymbol, FactoryProduct?> _known = new(SymbolEqualityComparer.Default);

    /// <summary>What the method returns; null if it may be anything but a new object.</summary>
    public FactoryProduct? Of(IMethodSymbol method)
    {
        var definition = (method.ReducedFrom ?? method).OriginalDefinition;
        return MayBe(definition) ? _known.GetOrAdd(definition, candidate => Read(new(candidate.DeclaringSyntaxReferences[0].GetSyntax(), candidate.ContainingType), 0)) : null;
    }

    // Most methods end here, before their syntax is looked at.
    private static bool MayBe(IMethodSymbol method) => method is { IsAsync: false, IsAbstract: false, IsVirtual: false, IsOverride: false, MethodKind: MethodKind.Ordinary or MethodKind.LocalFunction }
        && method.DeclaringSyntaxReferences.Length == 1 && method.ReturnType is INamedTypeSymbol { SpecialType: SpecialType.None or SpecialType.System_IDisposable };

    private FactoryProduct? Read(Code code, int depth)
    {
        if (depth > MaxDepth)
        {
            return null;
        }

        var made = code.Returned.Select(returned => OfValue(code, returned, depth)).ToList();
        return made.Count == 0 || made.Contains(null) ? null : made.Aggregate((left, right) => FactoryProduct.Common(left!, right!));
    }

    private FactoryProduct? OfValue(Code code, ExpressionSyntax value, int depth)
    {
        switch (value)
        {
            case ParenthesizedExpressionSyntax parenthesized:
                return OfValue(code, parenthesized.Expression, depth);
            case BaseObjectCreationExpressionSyntax creation:
                var type = code.TypeOf(creation);
                var arguments = creation.ArgumentList?.Arguments.Select(argument => argument.Expression).ToList() ?? [];
                var kept = type is not null && ConstructorStores.ConstructorOf(type, arguments.Count) is { } constructor ? stores.Of(constructor) : ImmutableDictionary<string, int>.Empty;
                return new(type, Translated(kept.Select(store => new KeyValuePair<string, FactorySource>(store.Key, new(store.Value))), arguments, code));
            case InvocationExpressionSyntax { Expression: IdentifierNameSyntax called } invocation when code.Called(called.Identifier.ValueText, invocation.ArgumentList.Arguments.Count) is { } inner:
                return Read(inner, depth + 1) is { } made
                    ? made with { Members = Translated(made.Members, invocation.ArgumentList.Arguments.Select(argument => argument.Expression).ToList(), code) }
                    : null;
            default:
                return null;
        }
    }

    // What inner code was handed, in the terms of the code that hands it; both belong to the same object.
    private ImmutableDictionary<string, FactorySource> Translated(IEnumerable<KeyValuePair<string, FactorySource>> inside, List<ExpressionSyntax> arguments, Code code)
    {
        var translated = ImmutableDictionary.CreateBuilder<string, FactorySource>(StringComparer.Ordinal);
        foreach (var member in inside)
        {
            var source = member.Value.Ordinal == FactorySource.Receiver ? member.Value
                : member.Value.MemberId is null && member.Value.Ordinal < arguments.Count ? SourceOf(arguments[member.Value.Ordinal], code) : null;
            if (source is { } known)
            {
                translated[member.Key] = known;
            }
        }

        return translated.ToImmutable();
    }

    private FactorySource? SourceOf(ExpressionSyntax argument, Code code)
    {
        switch (argument)
        {
            case ThisExpressionSyntax:
                return new(FactorySource.Receiver);
            case MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax, Name: IdentifierNameSyntax own }:
                return MemberOf(code.Type, own.Identifier.ValueText);
            case IdentifierNameSyntax { Identifier.ValueText: var name }:
                return code.OrdinalOf(name) is { } ordinal ? new FactorySource(ordinal) : MemberOf(code.Type, name);
            default:
                return null;
        }
    }

    private FactorySource? MemberOf(INamedTypeSymbol type, string name)
    {
        var member = type.GetMembers(name).FirstOrDefault(candidate => candidate is IFieldSymbol { IsStatic: false } or IPropertySymbol { IsStatic: false });
        if (member is not null)
        {
            return new(FactorySource.Receiver, names.Id(member));
        }

        var captured = type.InstanceConstructors.Where(constructor => constructor.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax() is TypeDeclarationSyntax))
            .SelectMany(constructor => constructor.Parameters).FirstOrDefault(parameter => parameter.Name == name);
        return captured is null ? null : new(FactorySource.Receiver, ConstructorStores.CaptureId(names, captured));
    }

    /// <summary>A method or local function, as its text shows it.</summary>
    private sealed class Code(SyntaxNode declaration, INamedTypeSymbol type)
    {
        public INamedTypeSymbol Type { get; } = type;

        public IEnumerable<ExpressionSyntax> Returned
        {
            get
            {
                var arrow = declaration switch
                {
                    BaseMethodDeclarationSyntax method => method.ExpressionBody,
                    LocalFunctionStatementSyntax function => function.ExpressionBody,
                    _ => null,
                };
                var returned = arrow is not null
                    ? [arrow.Expression]
                    : declaration.DescendantNodes(node => node == declaration || node is not (LocalFunctionStatementSyntax or ExpressionSyntax))
                        .OfType<ReturnStatementSyntax>().Select(statement => statement.Expression).OfType<ExpressionSyntax>();
                return returned.SelectMany(Choices);
            }
        }

        public int? OrdinalOf(string parameter)
        {
            var parameters = declaration is LocalFunctionStatementSyntax function ? function.ParameterList : (declaration as BaseMethodDeclarationSyntax)?.ParameterList;
            var ordinal = parameters?.Parameters.IndexOf(candidate => candidate.Identifier.ValueText == parameter) ?? -1;
            return ordinal < 0 ? null : ordinal;
        }

        /// <summary>The type created; a private guard behind an interface is nested in the type that makes it.</summary>
        public INamedTypeSymbol? TypeOf(BaseObjectCreationExpressionSyntax creation)
        {
            var written = creation is ObjectCreationExpressionSyntax named ? named.Type
                : declaration is LocalFunctionStatementSyntax function ? function.ReturnType : (declaration as MethodDeclarationSyntax)?.ReturnType;
            var name = written switch
            {
                SimpleNameSyntax simple => simple,
                QualifiedNameSyntax qualified => qualified.Right,
                _ => null,
            };
            return name is null ? null : Find(name.Identifier.ValueText, (name as GenericNameSyntax)?.Arity ?? 0);
        }

        public Code? Called(string name, int arguments)
        {
            var local = declaration.AncestorsAndSelf().OfType<BaseMethodDeclarationSyntax>().FirstOrDefault()?.DescendantNodes()
                .OfType<LocalFunctionStatementSyntax>().FirstOrDefault(function => function.Identifier.ValueText == name);
            if (local is not null)
            {
                return new(local, Type);
            }

            var fitting = Type.GetMembers(name).OfType<IMethodSymbol>().Where(candidate => candidate.Parameters.Length == arguments && MayBe(candidate)).Take(2).ToList();
            return fitting.Count == 1 ? new(fitting[0].DeclaringSyntaxReferences[0].GetSyntax(), Type) : null;
        }

        private INamedTypeSymbol? Find(string name, int arity)
        {
            for (var around = Type; around is not null; around = around.ContainingType)
            {
                if (around.GetTypeMembers(name, arity).FirstOrDefault() is { } nested)
                {
                    return nested;
                }
            }

            for (var space = Type.ContainingNamespace; space is not null; space = space.ContainingNamespace)
            {
                if (space.GetTypeMembers(name, arity).FirstOrDefault() is { } found)
                {
                    return found;
                }
            }

            return null;
        }

        private static IEnumerable<ExpressionSyntax> Choices(ExpressionSyntax value) => value is ConditionalExpressionSyntax choice ? Choices(choice.WhenTrue).Concat(Choices(choice.WhenFalse)) : [value];
    }
}
