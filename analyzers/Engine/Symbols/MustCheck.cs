using Microsoft.CodeAnalysis;

namespace MmAnalyzers.Engine.Symbols;

/// <summary>Results that annotations say must be looked at.</summary>
internal static class MustCheck
{
    /// <summary>Whether it is said of the method, of what it returns, or of the type of that.</summary>
    public static bool IsSaidOf(IMethodSymbol method, AnnotationReader annotations) =>
        annotations.AnyAnnotations
        && (annotations.ContractOf(method).Says(LockContractKind.MustCheck) || annotations.ContractOf(AwaitedType(method.ReturnType)).Says(LockContractKind.MustCheck));

    // What comes of `await`, by the usual shape of tasks.
    private static ITypeSymbol AwaitedType(ITypeSymbol type) =>
        type is INamedTypeSymbol { Name: "Task" or "ValueTask", TypeArguments: [var result] } ? result : type;
}
