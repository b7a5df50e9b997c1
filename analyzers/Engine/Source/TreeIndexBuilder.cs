using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MmAnalyzers.Engine.Source;

/// <summary>Walks one tree and sorts its declarations into members and types. What lies inside a member is read by <see cref="UseCollector"/>.</summary>
/// <remarks>The walk keeps its own stack: an expression nested thousands deep must not overflow the thread's.</remarks>
internal sealed class TreeIndexBuilder
{
    private readonly SyntaxTree _tree;
    private readonly NameTableBuilder _names;
    private readonly List<MemberDraft> _drafts = [];
    private readonly List<TypeEntry> _types = [];
    private readonly Stack<Pending> _pending = new();
    private readonly UseCollector _uses;
    private MemberDraft? _topLevel;

    public TreeIndexBuilder(SyntaxTree tree)
    {
        // In public code a name that is new to its file comes every thirty characters in small files, every hundred and thirty in large ones.
        _names = new(Math.Min(tree.Length / 60, 1_000));
        _tree = tree;
        _uses = new UseCollector(_names);
    }

    /// <summary>The index of the tree.</summary>
    public TreeIndex Build()
    {
        Push(_tree.GetRoot(), null, string.Empty);
        while (_pending.Count > 0)
        {
            Visit(_pending.Pop());
        }

        var (table, finalNumbers) = _names.Build();
        return new TreeIndex
        {
            Tree = _tree,
            Names = table,
            Members = _drafts.Select(draft => draft.Build(table, finalNumbers)).OrderBy(member => member.Span.Start).ThenByDescending(member => member.Span.End).ToImmutableArray(),
            Types = _types.OrderBy(type => type.Span.Start).ToImmutableArray(),
            Assignments = _uses.Of(UseKind.AssignedCreation, UseKind.AssignedCall, UseKind.AssignedOther),
            Subscriptions = _uses.Of(UseKind.Subscription),
            MethodGroups = _uses.Of(UseKind.MethodGroup),
            Concurrency = _uses.Of(UseKind.Concurrency),
        };
    }

    private void Visit(Pending pending)
    {
        switch (pending.Node)
        {
            case BaseTypeDeclarationSyntax type:
                VisitType(type);
                break;
            case DelegateDeclarationSyntax:
                break;
            case BaseMethodDeclarationSyntax method:
                VisitMethod(method, pending.Type);
                break;
            case BasePropertyDeclarationSyntax property:
                VisitProperty(property, pending.Type);
                break;
            case BaseFieldDeclarationSyntax field:
                VisitField(field, pending.Type);
                break;
            case GlobalStatementSyntax statement:
                _topLevel ??= Draft(_tree.GetRoot(), ImpliedNames.EntryPoint, string.Empty, MemberKind.TopLevel);
                PushChildren(statement, _topLevel, string.Empty);
                break;
            default:
                VisitInside(pending);
                break;
        }
    }

    private void VisitInside(Pending pending)
    {
        if (pending.Member is { } member)
        {
            _uses.Read(pending.Node, member);
        }

        PushChildren(pending.Node, pending.Member, pending.Type);
    }

    private void VisitType(BaseTypeDeclarationSyntax declaration)
    {
        var name = declaration.Identifier.ValueText;
        _types.Add(new TypeEntry
        {
            Tree = _tree,
            Span = declaration.Span,
            Syntax = declaration.Kind(),
            Name = name,
            Bases = SyntaxNames.OfBases(declaration.BaseList),
            Attributes = SyntaxNames.Canonical(SyntaxNames.OfAttributes(declaration.AttributeLists)),
        });

        if (declaration is not TypeDeclarationSyntax type)
        {
            return;
        }

        if (type.ParameterList is { } parameters)
        {
            var primary = Draft(type, name, name, MemberKind.Constructor);
            Push(parameters, primary, name);
            if (type.BaseList is { } bases)
            {
                Push(bases, primary, name);
            }
        }

        foreach (var member in type.Members)
        {
            Push(member, null, name);
        }
    }

    private void VisitMethod(BaseMethodDeclarationSyntax method, string type)
    {
        var isStatic = method.Modifiers.Any(SyntaxKind.StaticKeyword);
        var (name, kind) = method switch
        {
            MethodDeclarationSyntax ordinary => (ordinary.Identifier.ValueText, MemberKind.Method),
            ConstructorDeclarationSyntax => (type, isStatic ? MemberKind.StaticConstructor : MemberKind.Constructor),
            DestructorDeclarationSyntax => (ImpliedNames.Finalizer, MemberKind.Finalizer),
            _ => (ImpliedNames.Operator, MemberKind.Operator),
        };
        var draft = Draft(method, name, type, kind);
        draft.AddAttributes(SyntaxNames.OfAttributes(method.AttributeLists));
        if (method is ConstructorDeclarationSyntax constructor)
        {
            UseChainedConstructors(constructor, type, draft);
        }

        _uses.ReadModifiers(method, method.Modifiers, draft);
        PushChildren(method, draft, type);
    }

    private void UseChainedConstructors(ConstructorDeclarationSyntax constructor, string type, MemberDraft draft)
    {
        // Neither base(…) nor this(…) writes a type's name, and base() need not be written at all.
        var callsOwn = constructor.Initializer is { RawKind: (int)SyntaxKind.ThisConstructorInitializer };
        var names = callsOwn ? ImmutableArray.Create(type) : SyntaxNames.OfBases((constructor.Parent as TypeDeclarationSyntax)?.BaseList);
        foreach (var name in names)
        {
            draft.Use(_names.NumberOf(name));
        }
    }

    private void VisitProperty(BasePropertyDeclarationSyntax property, string type)
    {
        var (name, arrow, initializer) = property switch
        {
            PropertyDeclarationSyntax plain => (plain.Identifier.ValueText, plain.ExpressionBody, plain.Initializer),
            IndexerDeclarationSyntax indexer => (ImpliedNames.Indexer, indexer.ExpressionBody, null),
            EventDeclarationSyntax declared => (declared.Identifier.ValueText, null, null),
            _ => (string.Empty, null, null),
        };
        var attributes = SyntaxNames.OfAttributes(property.AttributeLists).ToArray();
        if (arrow is not null || initializer is not null || attributes.Length > 0)
        {
            var own = Draft(property, name, type, arrow is null ? MemberKind.Initializer : MemberKind.Accessor);
            own.AddAttributes(attributes);
            foreach (var child in property.ChildNodes().Where(child => child is not AccessorListSyntax))
            {
                Push(child, own, type);
            }

            _uses.ReadInitializer(property, name, initializer);
        }

        foreach (var accessor in property.AccessorList?.Accessors.Where(accessor => accessor.Body is not null || accessor.ExpressionBody is not null) ?? [])
        {
            var draft = Draft(accessor, name, type, MemberKind.Accessor);
            draft.AddAttributes(attributes);
            draft.AddAttributes(SyntaxNames.OfAttributes(accessor.AttributeLists));
            PushChildren(accessor, draft, type);
        }
    }

    private void VisitField(BaseFieldDeclarationSyntax field, string type)
    {
        var attributes = SyntaxNames.OfAttributes(field.AttributeLists).ToArray();
        foreach (var variable in field.Declaration.Variables)
        {
            if (variable.Initializer is null && attributes.Length == 0)
            {
                continue;
            }

            var name = variable.Identifier.ValueText;
            var draft = Draft(variable, name, type, MemberKind.Initializer);
            draft.AddAttributes(attributes);

            // The declared type is what new() creates, so it is a name that the initialiser uses.
            Push(field.Declaration.Type, draft, type);
            PushChildren(variable, draft, type);
            _uses.ReadInitializer(variable, name, variable.Initializer);
        }
    }

    private MemberDraft Draft(SyntaxNode node, string name, string type, MemberKind kind)
    {
        var draft = new MemberDraft(node, name, type, kind);
        _drafts.Add(draft);
        return draft;
    }

    private void Push(SyntaxNode node, MemberDraft? member, string type) => _pending.Push(new Pending(node, member, type));

    private void PushChildren(SyntaxNode node, MemberDraft? member, string type)
    {
        foreach (var child in node.ChildNodesAndTokens())
        {
            if (child.AsNode() is { } inner)
            {
                Push(inner, member, type);
            }
        }
    }

    private readonly record struct Pending(SyntaxNode Node, MemberDraft? Member, string Type);
}
