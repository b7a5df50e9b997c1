using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MmAnalyzers.Benchmarks.Transplants;

/// <summary>Writes the code that is put in.</summary>
internal static class Writing
{
    private static readonly SymbolDisplayFormat Full = SymbolDisplayFormat.FullyQualifiedFormat;

    /// <summary>Takes the lock and gives it back; null where it cannot be named.</summary>
    public static string? Take(Region pattern, Region at)
    {
        if (!pattern.Lock.IsStatic && at.Member.IsStatic)
        {
            return null;
        }

        var name = pattern.Lock.IsStatic ? pattern.Lock.Name : $"this.{pattern.Lock.Name}";
        return pattern.Class switch
        {
            LockClass.Semaphore => $" {name}.Wait(); {name}.Release(); ",
            LockClass.ReaderWriter => $" {name}.EnterWriteLock(); {name}.ExitWriteLock(); ",
            _ => $" lock ({name}) {{ }} ",
        };
    }

    /// <summary>Calls the member on an object; null where that cannot be written.</summary>
    /// <param name="member">What is called.</param>
    /// <param name="on">The object; null for the own one.</param>
    /// <param name="at">Where the call is to stand.</param>
    public static string? Call(IMethodSymbol member, string? on, Region at)
    {
        if ((member.IsAsync && !at.CanAwait) || (on is null && !member.IsStatic && at.Member.IsStatic) || member.IsGenericMethod)
        {
            return null;
        }

        var receiver = member.IsStatic ? member.ContainingType.ToDisplayString(Full) : on ?? "this";
        if (member.MethodKind == MethodKind.PropertyGet && member.AssociatedSymbol is IPropertySymbol { IsIndexer: false } property && property.ExplicitInterfaceImplementations.IsEmpty)
        {
            return $" _ = {receiver}.{property.Name}; ";
        }

        var arguments = member.Parameters.Select(Argument).ToList();
        return member.MethodKind != MethodKind.Ordinary || member.Name == "Dispose" || arguments.Contains(null)
            ? null
            : $" {(member.IsAsync ? "await " : string.Empty)}{receiver}.{member.Name}({string.Join(", ", arguments)}); ";
    }

    /// <summary>A way out that is not always taken; null where the member cannot be left so.</summary>
    public static string? Leave(IMethodSymbol member)
    {
        if (member.MethodKind is not (MethodKind.Ordinary or MethodKind.PropertyGet or MethodKind.PropertySet) || member.ReturnsByRef || member.ReturnsByRefReadonly)
        {
            return null;
        }

        var isPlain = member.ReturnsVoid || (member.IsAsync && member.ReturnType is INamedTypeSymbol { IsGenericType: false });
        return $" if (global::System.Environment.TickCount64 == 7L) return{(isPlain ? string.Empty : " default!")}; ";
    }

    /// <summary>Declares a field in the type that a section is in.</summary>
    public static Edit Field(Region inside, string declaration)
    {
        var type = inside.Tree.GetRoot().FindNode(inside.Extent).FirstAncestorOrSelf<TypeDeclarationSyntax>()!;
        return new(inside.Tree, type.OpenBraceToken.Span.End, $" private {declaration}; ");
    }

    private static string? Argument(IParameterSymbol parameter) => parameter switch
    {
        { RefKind: RefKind.Out } => "out _",
        { RefKind: not RefKind.None } or { Type.TypeKind: TypeKind.Error or TypeKind.Pointer or TypeKind.FunctionPointer } => null,
        _ => $"default({parameter.Type.ToDisplayString(Full)})!",
    };
}
