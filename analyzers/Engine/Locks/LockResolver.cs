using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using MmAnalyzers.Engine.Symbols;

namespace MmAnalyzers.Engine.Locks;

/// <summary>Turns expressions of one graph into locks and access paths.</summary>
internal sealed class LockResolver(LockNaming naming, BodyScope scope, CaptureTable captures, IMethodSymbol? method)
{
    // Aliases of aliases: deeper is a cycle or unreadable.
    private const int MaxDepth = 16;

    /// <summary>The variables of the whole member.</summary>
    public BodyScope Scope => scope;

    /// <summary>How the names of the compiler's own temporaries begin in paths.</summary>
    public const string TemporaryPrefix = "temporary@";

    /// <summary>The lock of this family that the expression names; null if it is none.</summary>
    public LockRef? Resolve(IOperation expression, LockFamily family)
    {
        var target = Target(expression, 0);
        return naming.Creation.ShapeOf(family, target.Variable) is { } shape
            ? new(new(target.ClassId, target.Name, shape.Kind) { CountsReleases = shape.CountsReleases, IsAssumed = shape.IsAssumed }, target.Path)
            : null;
    }

    /// <summary>The lock as a plain object, whatever its type: for arguments and receivers.</summary>
    public LockTarget Target(IOperation expression) => Target(expression, 0);

    /// <summary>Whether nobody but this body can have the lock's object at this point of it.</summary>
    public bool IsPrivateAt(LockRef @lock, IOperation place) => scope.IsPrivateAt(@lock.Path, place.Syntax.SpanStart);

    /// <summary>Key of a local in access paths.</summary>
    public static string KeyOf(ISymbol variable) =>
        variable.Name + "@" + (variable.Locations.Length > 0 ? variable.Locations[0].SourceSpan.Start : 0).ToString(CultureInfo.InvariantCulture);

    /// <summary>The expression without conversions and parentheses around it.</summary>
    public static IOperation Peel(IOperation operation)
    {
        while (true)
        {
            switch (operation)
            {
                case IConversionOperation conversion:
                    operation = conversion.Operand;
                    break;
                case IParenthesizedOperation parenthesized:
                    operation = parenthesized.Operand;
                    break;
                case ITranslatedQueryOperation query:
                    operation = query.Operation;
                    break;
                default:
                    return operation;
            }
        }
    }

    /// <summary>The value behind an expression: through conversions, temporaries with one value and locals with one value.</summary>
    public IOperation Behind(IOperation operation)
    {
        for (var depth = 0; depth < MaxDepth; depth++)
        {
            operation = Peel(operation);
            switch (operation)
            {
                case IFlowCaptureReferenceOperation reference when captures.ValuesOf(reference.Id) is { Length: 1 } values:
                    operation = values[0];
                    continue;
                case ILocalReferenceOperation local when scope.OnlyValueOf(local.Local) is { } value:
                    operation = value;
                    continue;
                case IAwaitOperation awaited:
                    operation = awaited.Operation;
                    continue;
            }

            break;
        }

        return operation;
    }

    private LockTarget Target(IOperation expression, int depth)
    {
        var operation = Peel(expression);
        if (depth > MaxDepth)
        {
            return Weak(operation, AccessPath.Unknown);
        }

        return operation switch
        {
            IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance } self => Self(self),
            IFieldReferenceOperation field => Member(field.Field, field.Instance, depth),
            IPropertyReferenceOperation { Arguments.Length: > 0, Instance: { } collection } element => Element(collection, element.Arguments.Select(argument => argument.Value).ToImmutableArray(), element.Type, depth),
            IPropertyReferenceOperation { Arguments.Length: 0 } property => Property(property.Property, property.Instance, depth),
            IInvocationOperation { Instance: { } collection } call when KeyedLookups.Has(call.TargetMethod) => Element(collection, ImmutableArray.Create(call.Arguments[0].Value), call.Type, depth),
            IInvocationOperation { Arguments.Length: 0 } call when TrivialGetter.FieldReturnedBy(call.TargetMethod) is { } returned => Member(returned, call.Instance, depth),
            IParameterReferenceOperation parameter => Parameter(parameter.Parameter),
            ILocalReferenceOperation local => Local(local, depth),
            IFlowCaptureReferenceOperation capture => Capture(capture, depth),
            IArrayElementReferenceOperation element => Element(element.ArrayReference, element.Indices, element.Type, depth),
            ITypeOfOperation type => TypeObject(type.TypeOperand),
            IObjectCreationOperation or IInvocationOperation when scope.IsNew(operation) => Weak(operation, AccessPath.Fresh(scope.KeyOf(operation))),
            _ => Weak(operation, AccessPath.Unknown),
        };
    }

    /// <summary>The object that a creation makes.</summary>
    public LockTarget Made(IObjectCreationOperation creation) => new(AccessPath.Fresh(scope.KeyOf(creation)), string.Empty, string.Empty, null);

    /// <summary>The lock by its shortest name: members of objects made here are what they were made with, and ways to a child and back are none.</summary>
    public LockRef Canonical(LockRef @lock)
    {
        var path = naming.Owned.Shorten(@lock.Path);
        if (path.Members.IsEmpty || Stored(path, path.Members[0]) is not { } target)
        {
            return ReferenceEquals(path, @lock.Path) ? @lock : @lock with { Path = path };
        }

        return path.Members.Length == 1
            ? Handed(@lock.Class, target)
            : Canonical(@lock with { Path = path.WithMembers(path.Members.RemoveAt(0)).Rebase(target.Path) });
    }

    /// <summary>The path of a variable that a lambda or local function captured: to the body itself, its own parameter is one.</summary>
    public AccessPath FromCaptured(AccessPath path) =>
        method?.Parameters.FirstOrDefault(parameter => !scope.IsReassigned(parameter) && path.RootName == KeyOf(parameter)) is { } own
            ? AccessPath.Parameter(own.Ordinal).WithMembers(path.Members)
            : path;

    /// <summary>A lock that code was handed, as what it was handed.</summary>
    /// <param name="inside">Its class as that code sees it.</param>
    /// <param name="given">What it was given.</param>
    public LockRef Handed(LockClass inside, LockTarget given)
    {
        if (inside.DeclaredReentry is not null || LockCreation.FamilyByCreation(inside.Kind) is not { } family)
        {
            return new(inside with { Id = given.ClassId, Name = given.Name, IsAssumed = false }, given.Path);
        }

        return naming.Creation.ShapeOf(family, given.Variable) is { } shape
            ? new(new(given.ClassId, given.Name, shape.Kind) { CountsReleases = shape.CountsReleases, IsAssumed = shape.IsAssumed }, given.Path)
            : new(new(given.ClassId, given.Name, inside.Kind) { CountsReleases = false, IsAssumed = true }, AccessPath.Unknown);
    }

    /// <summary>What a synchronized method holds while it runs: its object or, if it is static, its type.</summary>
    public LockRef Synchronized(IMethodSymbol synchronized)
    {
        var target = synchronized.IsStatic
            ? TypeObject(synchronized.ContainingType)
            : new(AccessPath.This(), naming.Names.Id(synchronized.ContainingType.OriginalDefinition), $"this ({synchronized.ContainingType.Name})", null);
        return new(new(target.ClassId, target.Name, PrimitiveKind.Monitor), target.Path);
    }

    // What was handed to whatever made the object that a path starts at, if its member keeps that.
    private LockTarget? Stored(AccessPath root, string memberId)
    {
        var maker = root.Root is PathRoot.Fresh or PathRoot.Local ? scope.MakerOf(root.RootName) : null;
        switch (maker)
        {
            case IObjectCreationOperation { Constructor: { } constructor } creation:
                return naming.Stores.Of(constructor).TryGetValue(memberId, out var ordinal) ? Given(creation.Arguments, ordinal) : null;
            case IInvocationOperation call when naming.Factories.Of(call.TargetMethod) is { } product && product.Members.TryGetValue(memberId, out var source):
                var origin = source.Ordinal != FactorySource.Receiver ? Given(call.Arguments, source.Ordinal) : call.Instance is null ? null : Target(call.Instance, MaxDepth / 2);
                return origin is null || source.MemberId is not { } member ? origin : new(origin.Path.Then(member), member, member, null);
            default:
                return null;
        }
    }

    private LockTarget? Given(ImmutableArray<IArgumentOperation> arguments, int ordinal) =>
        arguments.FirstOrDefault(candidate => candidate.Parameter?.Ordinal == ordinal) is { } argument ? Target(argument.Value, MaxDepth / 2) : null;

    /// <summary>The type of a new object, whatever the type of the expression that makes it; null if it is no new object, or the type is not known.</summary>
    public INamedTypeSymbol? MadeType(IOperation maker) => maker switch
    {
        IObjectCreationOperation { Type: INamedTypeSymbol type } => type,
        IInvocationOperation call => naming.Factories.Of(call.TargetMethod)?.Type,
        _ => null,
    };

    private LockTarget TypeObject(ITypeSymbol type)
    {
        var id = "typeof:" + naming.Names.Id(type);
        return new(AccessPath.Static(id), id, $"typeof({type.Name})", null);
    }

    // A lock on `this` is a class of its own for each type; callers reach it through their own paths.
    private LockTarget Self(IInstanceReferenceOperation self)
    {
        var type = self.Type is { } known ? known.OriginalDefinition : null;
        return type is null ? Weak(self, AccessPath.This()) : new(AccessPath.This(), naming.Names.Id(type), $"this ({type.Name})", null);
    }

    private LockTarget Member(ISymbol member, IOperation? instance, int depth)
    {
        var id = naming.Names.Id(member);
        var owner = member.IsStatic || instance is null ? AccessPath.Unknown : Target(instance, depth + 1).Path;
        if (owner.Members.IsEmpty && Stored(owner, id) is { } stored)
        {
            return stored;
        }

        naming.Owned.Note(member, id);
        var path = member.IsStatic ? AccessPath.Static(id) : naming.Owned.Shorten(owner.Then(id));
        return naming.Annotated.DeclaredClassOf(member) is { } declared
            ? new(path, declared.Id, declared.Name, member)
            : new(path, id, SymbolNames.Of(member), member);
    }

    private LockTarget Property(IPropertySymbol property, IOperation? instance, int depth)
    {
        if (property.GetMethod is { } getter && TrivialGetter.FieldReturnedBy(getter) is { } field)
        {
            return Member(field, instance, depth);
        }

        var target = Member(property, instance, depth);

        // What an abstract, foreign or computing property returns is not known: good for this body, not for an order.
        return TrivialGetter.IsAuto(property) ? target : target with { ClassId = LockClass.WeakPrefix + target.ClassId };
    }

    private LockTarget Parameter(IParameterSymbol parameter)
    {
        var owner = parameter.ContainingSymbol;
        if (SymbolEqualityComparer.Default.Equals(owner, method) && !scope.IsReassigned(parameter))
        {
            return new(AccessPath.Parameter(parameter.Ordinal), WeakId(parameter.Type), parameter.Name, parameter);
        }

        // A primary constructor's parameter used in another member is a field in all but name.
        if (owner is IMethodSymbol { MethodKind: MethodKind.Constructor } && owner.ContainingType is { } type
            && SymbolEqualityComparer.Default.Equals(type, method?.ContainingType))
        {
            var id = ConstructorStores.CaptureId(naming.Names, parameter);
            return new(AccessPath.This().Then(id), id, type.Name + "." + parameter.Name, parameter);
        }

        return new(AccessPath.Local(KeyOf(parameter)), WeakId(parameter.Type), parameter.Name, parameter);
    }

    private LockTarget Local(ILocalReferenceOperation reference, int depth)
    {
        var local = reference.Local;
        if (scope.OnlyValueOf(local) is { } value)
        {
            var behind = Peel(value);
            if (scope.IsNew(behind))
            {
                var key = KeyOf(local);
                return new(scope.Escapes(local) ? AccessPath.Local(key) : AccessPath.Fresh(key), WeakId(local.Type), local.Name, local);
            }

            var target = Target(value, depth + 1);
            if (target.Path.IsKnown)
            {
                return target;
            }
        }

        return new(AccessPath.Local(KeyOf(local)), WeakId(local.Type), local.Name, local);
    }

    private LockTarget Capture(IFlowCaptureReferenceOperation capture, int depth)
    {
        LockTarget? only = null;
        foreach (var value in captures.ValuesOf(capture.Id))
        {
            var target = Target(value, depth + 1);
            if (only is not null && !only.Path.Equals(target.Path))
            {
                only = null;
                break;
            }

            only = target;
        }

        // Not known which object it is, but each use of the temporary is the same one.
        return only switch
        {
            { Path.IsKnown: true } => only,
            null => Weak(capture, Temporary()),
            _ => only with { Path = Temporary() },
        };

        AccessPath Temporary() => AccessPath.Local(TemporaryPrefix + capture.Id.GetHashCode().ToString(CultureInfo.InvariantCulture));
    }

    // All elements of one array or dictionary are of one class; with the same index they are the same.
    private LockTarget Element(IOperation collection, ImmutableArray<IOperation> indices, ITypeSymbol? type, int depth)
    {
        var whole = Target(collection, depth + 1);
        if (whole.Variable is not (IFieldSymbol or IPropertySymbol) && collection.Type is not IArrayTypeSymbol)
        {
            // What an indexer of an unknown object returns is known by its type alone.
            return new(AccessPath.Unknown, WeakId(type), whole.Name + "[]", null);
        }

        var isStable = indices.All(index => index.ConstantValue.HasValue
            || (Peel(index) is IParameterReferenceOperation { Parameter: var parameter } && !scope.IsReassigned(parameter))
            || (Peel(index) is ILocalReferenceOperation { Local: var local } && scope.OnlyValueOf(local) is not null));
        var path = isStable ? whole.Path.Then("[" + string.Join(",", indices.Select(index => index.Syntax.ToString())) + "]") : AccessPath.Unknown;
        return new(path, whole.ClassId + "[]", whole.Name + "[]", whole.Variable);
    }

    private LockTarget Weak(IOperation operation, AccessPath path) =>
        new(path, WeakId(operation.Type), operation.Syntax.ToString() is { Length: < 60 } text ? text : operation.Type?.Name ?? "?", null);

    private string WeakId(ITypeSymbol? type) => LockClass.WeakPrefix + (type is null ? string.Empty : naming.Names.Id(type));
}
