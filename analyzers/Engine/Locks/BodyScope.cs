using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace MmAnalyzers.Engine.Locks;

/// <summary>What one member's code does to its variables: which locals only ever stand for one value, and which new objects stay private to it.</summary>
internal sealed class BodyScope
{
    private readonly Dictionary<ILocalSymbol, IOperation?> _values = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> _written = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, int> _escaped = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<string, ILocalSymbol> _created = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IOperation> _makers = new(StringComparer.Ordinal);
    private readonly Func<IMethodSymbol, bool> _isFactory;

    /// <summary>Reads all operations of a member, lambdas and local functions included.</summary>
    /// <param name="roots">The member's operations.</param>
    /// <param name="isFactory">Whether a method returns a new object each time.</param>
    public BodyScope(IEnumerable<IOperation> roots, Func<IMethodSymbol, bool> isFactory)
    {
        _isFactory = isFactory;
        foreach (var root in roots)
        {
            foreach (var operation in root.DescendantsAndSelf())
            {
                Operations++;
                Read(operation);
            }
        }
    }

    /// <summary>How many operations there are: the size that budgets are about.</summary>
    public int Operations { get; private set; }

    /// <summary>Whether there are lambdas among them.</summary>
    public bool HasLambdas { get; private set; }

    /// <summary>Whether the compiler could not make sense of some of it: half-typed code, of which nothing is reported.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>The one value this local ever has; null if it has several or none that is visible.</summary>
    public IOperation? OnlyValueOf(ILocalSymbol local) => _values.TryGetValue(local, out var value) ? value : null;

    /// <summary>Key, in access paths, of an object that no variable holds.</summary>
    /// <param name="maker">The creation, or call of a factory, that makes it. The compiler writes some calls itself, on the text of their receiver.</param>
    public string KeyOf(IOperation maker)
    {
        var key = (maker is IInvocationOperation ? "made@" : "new@") + maker.Syntax.SpanStart.ToString(System.Globalization.CultureInfo.InvariantCulture);
        if (!_makers.ContainsKey(key))
        {
            _makers.Add(key, maker);
        }

        return key;
    }

    /// <summary>Whether the operation makes a new object, which nobody else has yet.</summary>
    public bool IsNew(IOperation operation) => operation is IObjectCreationOperation || (operation is IInvocationOperation call && _isFactory(call.TargetMethod));

    /// <summary>What made the object that a path starts at, if it was made here and its variable never is another.</summary>
    public IOperation? MakerOf(string rootName) => _makers.TryGetValue(rootName, out var maker)
        ? maker
        : _created.TryGetValue(rootName, out var local) && OnlyValueOf(local) is { } value && LockResolver.Peel(value) is var made && IsNew(made) ? made : null;

    /// <summary>Whether a parameter is assigned in the body, so that it no longer stands for the caller's argument.</summary>
    public bool IsReassigned(IParameterSymbol parameter) => _written.Contains(parameter);

    /// <summary>Whether a local may be seen by other threads, or by code that keeps it.</summary>
    public bool Escapes(ILocalSymbol local) => _escaped.ContainsKey(local);

    /// <summary>Whether the object that a path starts at is made here and, up to this position, seen by nobody else.</summary>
    public bool IsPrivateAt(AccessPath path, int position) =>
        path.Root == PathRoot.Fresh
        || (path.Root == PathRoot.Local && _created.TryGetValue(path.RootName, out var local) && OnlyValueOf(local) is not null
            && (!_escaped.TryGetValue(local, out var first) || position < first));

    private void Read(IOperation operation)
    {
        switch (operation)
        {
            case IVariableDeclaratorOperation declarator:
                Assign(declarator.Symbol, (declarator.Initializer ?? (declarator.Parent as IVariableDeclarationOperation)?.Initializer)?.Value);
                break;
            case ISimpleAssignmentOperation assignment:
                Assign(VariableOf(assignment.Target), assignment.Value);
                break;
            case ICompoundAssignmentOperation or ICoalesceAssignmentOperation or IDeconstructionAssignmentOperation:
                AssignEach(((IAssignmentOperation)operation).Target);
                break;
            case IIncrementOrDecrementOperation increment:
                Assign(VariableOf(increment.Target), null);
                break;
            case IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } argument:
                Assign(VariableOf(argument.Value), null);
                break;
            case IAddressOfOperation address:
                Assign(VariableOf(address.Reference), null);
                break;
            case IObjectCreationOperation or IInvocationOperation when IsNew(operation):
                _ = KeyOf(operation);
                break;
            case IInvalidOperation:
                IsBroken = true;
                break;
            case IAnonymousFunctionOperation:
                HasLambdas = true;
                break;
            case ILocalReferenceOperation reference when !StaysPrivate(reference):
                NoteEscape(reference);
                break;
        }
    }

    private void NoteEscape(ILocalReferenceOperation reference)
    {
        var position = reference.Syntax.SpanStart;
        _escaped[reference.Local] = _escaped.TryGetValue(reference.Local, out var known) ? Math.Min(known, position) : position;
    }

    private void AssignEach(IOperation target)
    {
        if (target is not ITupleOperation tuple)
        {
            Assign(VariableOf(target), null);
            return;
        }

        foreach (var element in tuple.Elements)
        {
            Assign(VariableOf(element), null);
        }
    }

    private static ISymbol? VariableOf(IOperation target) => target switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        _ => null,
    };

    private void Assign(ISymbol? variable, IOperation? value)
    {
        if (variable is null)
        {
            return;
        }

        _written.Add(variable);
        if (variable is ILocalSymbol local)
        {
            // A declarator without a value, followed by one assignment, is still one value.
            var isFirst = !_values.ContainsKey(local);
            if (isFirst && value is not null && IsNew(LockResolver.Peel(value)))
            {
                _created[LockResolver.KeyOf(local)] = local;
            }

            if (isFirst && value is not null && !local.IsRef)
            {
                _values[local] = value;
            }
            else if (!isFirst || value is not null || local.IsRef)
            {
                _values[local] = null;
            }
        }
    }

    // Reading a member of the object, locking it or returning it lets nobody else have it meanwhile.
    private static bool StaysPrivate(ILocalReferenceOperation reference)
    {
        IOperation self = reference;
        while (self.Parent is IConversionOperation or IParenthesizedOperation)
        {
            self = self.Parent;
        }

        var isUsed = self.Parent switch
        {
            IMemberReferenceOperation member => member.Instance == self,
            IInvocationOperation call => call.Instance == self,
            ISimpleAssignmentOperation assignment => assignment.Target == self,
            ILockOperation or IReturnOperation or IVariableDeclaratorOperation or IBinaryOperation or IUsingOperation => true,
            _ => false,
        };
        return isUsed && SymbolEqualityComparer.Default.Equals(OwnerOf(reference), reference.Local.ContainingSymbol);
    }

    private static ISymbol? OwnerOf(IOperation operation)
    {
        for (var current = operation.Parent; current is not null; current = current.Parent)
        {
            switch (current)
            {
                case IAnonymousFunctionOperation lambda:
                    return lambda.Symbol;
                case ILocalFunctionOperation local:
                    return local.Symbol;
            }
        }

        return ((ILocalReferenceOperation)operation).Local.ContainingSymbol is IMethodSymbol { MethodKind: MethodKind.AnonymousFunction or MethodKind.LocalFunction }
            ? null
            : ((ILocalReferenceOperation)operation).Local.ContainingSymbol;
    }
}
