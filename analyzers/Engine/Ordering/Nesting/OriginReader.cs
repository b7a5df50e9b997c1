using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MmAnalyzers.Engine.Dataflow;
using MmAnalyzers.Engine.Locks;
using MmAnalyzers.Engine.Summaries;

namespace MmAnalyzers.Engine.Ordering.Nesting;

/// <summary>Reads in one member's text how it comes by the objects it locks.</summary>
internal sealed class OriginReader
{
    // Locals of locals: deeper is unreadable.
    private const int MaxDepth = 8;

    // Whatever is made or taken out belongs to who made or took it.
    private static readonly string[] Makers = ["Create", "New", "Make", "Build", "Clone", "Copy", "Rent", "Take", "Pop", "Dequeue", "Remove", "Open"];

    private readonly SemanticModel _model;
    private readonly IMethodSymbol? _method;
    private readonly INamedTypeSymbol? _type;

    private OriginReader(SyntaxNode member, SemanticModel model, IMethodSymbol? method, INamedTypeSymbol? type)
    {
        Member = member;
        _model = model;
        _method = method;
        _type = type;
    }

    /// <summary>The whole member, lambdas and local functions included.</summary>
    public SyntaxNode Member { get; }

    /// <summary>A reader of the member around a body.</summary>
    public static OriginReader? Of(BodyContext body)
    {
        var root = SummarySolver.RootOf(body.Graph.OriginalOperation);
        return root.SemanticModel is { } model
            ? new(root.Syntax, model, body.Method, model.GetEnclosingSymbol(root.Syntax.SpanStart)?.ContainingType ?? body.Method?.ContainingType)
            : null;
    }

    /// <summary>How the body comes by a lock that it takes at some place; null if that is not plain to see.</summary>
    public Origin? Of(LockRef @lock, Location takenAt)
    {
        if (!@lock.Path.IsKnown || @lock.Path.RootName.StartsWith(LockResolver.TemporaryPrefix, StringComparison.Ordinal))
        {
            return LockedAt(takenAt) is { } locked ? Of(locked) : null;
        }

        var way = new Way();
        if (!Start(way, @lock.Path, takenAt.SourceSpan.Start))
        {
            return null;
        }

        foreach (var member in @lock.Path.Members)
        {
            if (!Continue(way, member, takenAt.SourceSpan.Start))
            {
                return null;
            }
        }

        return way.ToOrigin();
    }

    /// <summary>How the member comes by the value of an expression; null if that is not plain to see.</summary>
    public Origin? Of(ExpressionSyntax expression)
    {
        var way = new Way();
        return Read(way, expression, isArgument: false, 0) ? way.ToOrigin() : null;
    }

    /// <summary>The receiver.</summary>
    public Origin OfThis()
    {
        var way = new Way();
        way.Add(new(OriginToken.This, _type, IsArgument: false));
        return way.ToOrigin();
    }

    /// <summary>Every name that goes into the value of an expression, also through locals.</summary>
    public ImmutableHashSet<string> NamesIn(ExpressionSyntax expression)
    {
        var way = new Way();
        _ = Read(way, expression, isArgument: false, 0);
        return way.Names;
    }

    private bool Start(Way way, AccessPath path, int position)
    {
        switch (path.Root)
        {
            case PathRoot.This:
                way.Add(new(OriginToken.This, _type, IsArgument: false));
                return true;
            case PathRoot.Static:
                way.Add(new(path.RootName, null, IsArgument: false));
                return true;
            case PathRoot.Parameter when int.Parse(path.RootName, CultureInfo.InvariantCulture) is var ordinal && ordinal < _method?.Parameters.Length:
                way.Add(new(_method.Parameters[ordinal].Name, _method.Parameters[ordinal], IsArgument: false));
                return true;
            case PathRoot.Local:
                return ReadName(way, path.RootName.Split('@')[0], position, isArgument: false);
            default:
                return false;
        }
    }

    private bool Continue(Way way, string member, int position)
    {
        if (!member.StartsWith("[", StringComparison.Ordinal))
        {
            way.Add(new(member, null, IsArgument: false));
            return true;
        }

        // An index that the resolver takes for stable is a name or a constant.
        return member.Trim('[', ']').Split(',').All(index => SyntaxFacts.IsValidIdentifier(index)
            ? ReadName(way, index, position, isArgument: true)
            : way.Add(new(index, null, IsArgument: true)));
    }

    private ExpressionSyntax? LockedAt(Location takenAt)
    {
        if (takenAt.SourceTree != Member.SyntaxTree || !Member.FullSpan.Contains(takenAt.SourceSpan))
        {
            return null;
        }

        var node = Member.FindNode(takenAt.SourceSpan, getInnermostNodeForTie: true);
        var expression = node.AncestorsAndSelf().OfType<ExpressionSyntax>().LastOrDefault(candidate => candidate.Span == takenAt.SourceSpan);
        return expression is { Parent: LockStatementSyntax } ? expression : null;
    }

    private bool ReadName(Way way, string name, int position, bool isArgument)
    {
        var symbol = _model.LookupSymbols(position, name: name).FirstOrDefault(candidate => candidate is ILocalSymbol or IParameterSymbol);
        return symbol is not null && ReadVariable(way, symbol, isArgument, 0);
    }

    private bool ReadVariable(Way way, ISymbol variable, bool isArgument, int depth)
    {
        way.Note(variable.Name);
        if (depth > MaxDepth || IsWritten(variable))
        {
            return false;
        }

        switch (variable)
        {
            case IParameterSymbol:
                return way.Add(new(variable.Name, variable, isArgument));
            case ILocalSymbol { DeclaringSyntaxReferences: { Length: 1 } declarations }:
                return ReadDeclaration(way, declarations[0].GetSyntax(), isArgument, depth);
            default:
                return false;
        }
    }

    private bool ReadDeclaration(Way way, SyntaxNode declaration, bool isArgument, int depth)
    {
        switch (declaration)
        {
            case VariableDeclaratorSyntax { Initializer.Value: { } value }:
                return Read(way, value, isArgument, depth + 1);
            case ForEachStatementSyntax loop:
                way.Add(new("foreach " + loop.SpanStart.ToString(CultureInfo.InvariantCulture), _model.GetDeclaredSymbol(loop), isArgument) { IsElement = true });
                return Read(way, loop.Expression, isArgument, depth + 1);
            case SingleVariableDesignationSyntax { Parent: DeclarationExpressionSyntax { Parent: ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax call } } }:
                return Read(way, call, isArgument, depth + 1);
            default:
                return false;
        }
    }

    private bool Read(Way way, ExpressionSyntax expression, bool isArgument, int depth)
    {
        var value = Peel(expression);
        if (value is BaseObjectCreationExpressionSyntax or AnonymousFunctionExpressionSyntax or ConditionalExpressionSyntax or SwitchExpressionSyntax || Makes(value))
        {
            foreach (var name in value.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>())
            {
                way.Note(name.Identifier.ValueText);
            }

            return false;
        }

        var isPlain = true;
        foreach (var token in value.DescendantTokens())
        {
            isPlain &= ReadToken(way, token, isArgument || IsArgumentOf(value, token), depth);
        }

        return isPlain;
    }

    private static bool IsArgumentOf(ExpressionSyntax whole, SyntaxToken token) =>
        token.Parent?.AncestorsAndSelf().TakeWhile(node => node != whole).Any(node => node is ArgumentSyntax) == true;

    private bool ReadToken(Way way, SyntaxToken token, bool isArgument, int depth)
    {
        if (token.Parent is SingleVariableDesignationSyntax)
        {
            return way.Add(new("out", null, isArgument));
        }

        if (token.IsKind(SyntaxKind.ThisKeyword))
        {
            return way.Add(new(OriginToken.This, _type, isArgument));
        }

        if (token.Parent is not IdentifierNameSyntax name)
        {
            return way.Add(new(token.Text, null, isArgument));
        }

        var symbol = _model.GetSymbolInfo(name).Symbol;
        var isBare = name.Parent is not MemberAccessExpressionSyntax member || member.Expression == name;
        if (isBare && symbol is ILocalSymbol or IParameterSymbol)
        {
            return ReadVariable(way, symbol, isArgument, depth);
        }

        if (isBare && symbol is IFieldSymbol { IsStatic: false } or IPropertySymbol { IsStatic: false } or IMethodSymbol { IsStatic: false })
        {
            way.Note(OriginToken.This);
        }

        way.Note(token.ValueText);
        return way.Add(new(token.ValueText, symbol, isArgument));
    }

    private bool IsWritten(ISymbol variable) => Member.DescendantNodes().OfType<IdentifierNameSyntax>().Any(name => name.Identifier.ValueText == variable.Name && name.Parent switch
    {
        AssignmentExpressionSyntax assignment => assignment.Left == name,
        ArgumentSyntax { Parent: TupleExpressionSyntax { Parent: AssignmentExpressionSyntax assignment } tuple } => assignment.Left == tuple,
        ArgumentSyntax argument => !argument.RefKindKeyword.IsKind(SyntaxKind.None) && !argument.RefKindKeyword.IsKind(SyntaxKind.InKeyword),
        PrefixUnaryExpressionSyntax prefix => prefix.IsKind(SyntaxKind.PreIncrementExpression) || prefix.IsKind(SyntaxKind.PreDecrementExpression),
        PostfixUnaryExpressionSyntax postfix => !postfix.IsKind(SyntaxKind.SuppressNullableWarningExpression),
        _ => false,
    });

    private static bool Makes(ExpressionSyntax value)
    {
        var called = (value as InvocationExpressionSyntax)?.Expression switch
        {
            MemberAccessExpressionSyntax member => member.Name.Identifier.ValueText,
            SimpleNameSyntax name => name.Identifier.ValueText,
            _ => null,
        };
        return called is not null && (called.StartsWith("TryTake", StringComparison.Ordinal) || Makers.Any(maker => called.IndexOf(maker, StringComparison.Ordinal) is 0 or 3));
    }

    private static ExpressionSyntax Peel(ExpressionSyntax expression) => expression switch
    {
        ParenthesizedExpressionSyntax parenthesized => Peel(parenthesized.Expression),
        CastExpressionSyntax cast => Peel(cast.Expression),
        AwaitExpressionSyntax awaited => Peel(awaited.Expression),
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AsExpression or (int)SyntaxKind.CoalesceExpression } binary => Peel(binary.Left),
        PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression } certain => Peel(certain.Operand),
        _ => expression,
    };

    private sealed class Way
    {
        private readonly ImmutableArray<OriginToken>.Builder _tokens = ImmutableArray.CreateBuilder<OriginToken>();

        public ImmutableHashSet<string> Names { get; private set; } = ImmutableHashSet.Create<string>(StringComparer.Ordinal);

        public bool Add(OriginToken token)
        {
            _tokens.Add(token);
            if (token.Symbol is not null)
            {
                Note(token.Text);
            }

            return true;
        }

        public void Note(string name) => Names = Names.Add(name);

        public Origin ToOrigin() => new(_tokens.ToImmutable(), Names);
    }
}
