using Microsoft.CodeAnalysis;

namespace MmAnalyzers.Engine.Symbols;

/// <summary>One row: a member that runs delegates, and when.</summary>
/// <param name="Member">The member.</param>
/// <param name="Callback">Name of the parameter that is run; null: every delegate among the parameters; <see cref="Receiver"/>: what the receiver was made with.</param>
/// <param name="When">When.</param>
internal sealed record InvocationApi(MemberPattern Member, string? Callback, CallbackTiming When)
{
    /// <summary>Stands for the delegates that the receiver keeps.</summary>
    public const string Receiver = "this";

    /// <summary>Whether the row speaks of this parameter.</summary>
    /// <param name="parameter">The parameter; null for the receiver.</param>
    public bool Covers(IParameterSymbol? parameter) =>
        parameter is null || Callback == Receiver ? parameter is null && Callback == Receiver : IsDelegate(parameter.Type) && (Callback is null || Callback == parameter.Name);

    /// <summary>Whether a value of this type can be run, or is a list of such values.</summary>
    public static bool IsDelegate(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => IsDelegate(array.ElementType),
        _ => type.TypeKind == TypeKind.Delegate || type.SpecialType is SpecialType.System_Delegate or SpecialType.System_MulticastDelegate,
    };
}
