using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MmAnalyzers.Engine.Ordering.Nesting;

/// <summary>
/// What in a member's text says that two objects of one class have an order: their keys are compared, or one of them owns the other. By names, so it sees an
/// order too often, never too rarely.
/// </summary>
internal sealed class OrderEvidence(OriginReader reader, Origin one, Origin other)
{
    private static readonly string[] ComparingWords = ["Compare", "Order", "Sort", "Less", "Greater", "Before", "After", "Precede", "Min", "Max", "Rank", "Swap"];

    private static readonly string[] OwningWords = ["Add", "Insert", "Append", "Prepend", "Attach", "Link", "Enqueue", "Push", "Register", "Set", "Remove", "Detach", "Unlink", "Contains"];

    private readonly ImmutableHashSet<string> _one = one.NamesBeside(other);
    private readonly ImmutableHashSet<string> _other = other.NamesBeside(one);

    /// <summary>Whether the member compares something of the one with something of the other by size.</summary>
    public bool ComparesKeys() => reader.Member.DescendantNodes().Any(node => node switch
    {
        BinaryExpressionSyntax binary when IsRelational(binary) => Meet(reader.NamesIn(binary.Left), reader.NamesIn(binary.Right)),
        InvocationExpressionSyntax call when ComparingWords.Any(word => NameOf(call)?.IndexOf(word, StringComparison.Ordinal) >= 0) =>
            reader.NamesIn(call) is var names && names.Overlaps(_one) && names.Overlaps(_other),
        _ => false,
    });

    /// <summary>Whether the member puts the one into the other or takes it out, or asks whether it is there: a parent and its child keep their roles.</summary>
    public bool TellsOwner() => reader.Member.DescendantNodes().Any(node => node switch
    {
        AssignmentExpressionSyntax assignment when assignment.IsKind(SyntaxKind.SimpleAssignmentExpression) => Owns(assignment.Left, assignment.Right),
        BinaryExpressionSyntax binary when binary.IsKind(SyntaxKind.EqualsExpression) || binary.IsKind(SyntaxKind.NotEqualsExpression) =>
            Owns(binary.Left, binary.Right) || Owns(binary.Right, binary.Left),
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax member } call when OwningWords.Any(word => member.Name.Identifier.ValueText.IndexOf(word, StringComparison.Ordinal) is 0 or 3) =>
            call.ArgumentList.Arguments.Any(argument => Owns(member.Expression, argument.Expression) || IsMember(member, argument.Expression)),
        _ => false,
    });

    private static bool IsRelational(BinaryExpressionSyntax binary) => binary.Kind()
        is SyntaxKind.LessThanExpression or SyntaxKind.LessThanOrEqualExpression or SyntaxKind.GreaterThanExpression or SyntaxKind.GreaterThanOrEqualExpression;

    private static string? NameOf(InvocationExpressionSyntax call) => call.Expression switch
    {
        MemberAccessExpressionSyntax member => member.Name.Identifier.ValueText,
        SimpleNameSyntax name => name.Identifier.ValueText,
        _ => null,
    };

    private bool Meet(ImmutableHashSet<string> left, ImmutableHashSet<string> right) =>
        (left.Overlaps(_one) && right.Overlaps(_other)) || (left.Overlaps(_other) && right.Overlaps(_one));

    // `a._next = b`, `_parent == b`: a member of the one is the other itself.
    private bool Owns(ExpressionSyntax place, ExpressionSyntax value)
    {
        var isMember = place is MemberAccessExpressionSyntax or ElementAccessExpressionSyntax || (place is IdentifierNameSyntax name && !_one.Contains(name.Identifier.ValueText) && !_other.Contains(name.Identifier.ValueText));
        return isMember && IsMember(place, value);
    }

    private bool IsMember(ExpressionSyntax place, ExpressionSyntax value)
    {
        var text = value switch
        {
            ThisExpressionSyntax => OriginToken.This,
            IdentifierNameSyntax name => name.Identifier.ValueText,
            _ => null,
        };
        return text is not null && ((_other.Contains(text) && reader.NamesIn(place).Overlaps(_one)) || (_one.Contains(text) && reader.NamesIn(place).Overlaps(_other)));
    }
}
