using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using MmAnalyzers.Engine.Locks;

namespace MmAnalyzers.Engine.Calls;

/// <summary>Translates between the terms of a callee (<c>this</c>, its parameters) and those of one call of it.</summary>
internal sealed class Substitution
{
    private readonly LockTarget? _receiver;
    private readonly ImmutableArray<LockTarget?> _arguments;
    private readonly bool _sharesLocals;
    private readonly LockResolver _resolver;

    public Substitution(CallSite site, IMethodSymbol callee, LockResolver resolver)
    {
        _resolver = resolver;
        _receiver = site.Operation is IObjectCreationOperation creation
            ? resolver.Made(creation)
            : site.Instance is { } instance ? resolver.Target(instance) : null;
        _arguments = site.Arguments.Select(argument => argument is null ? null : resolver.Target(argument)).ToImmutableArray();
        _sharesLocals = callee.MethodKind == MethodKind.LocalFunction;
        ConstantArguments = site.Arguments.Select(argument => argument?.ConstantValue is { HasValue: true, Value: bool value } ? value : (bool?)null).ToImmutableArray();
    }

    /// <summary>Between a delegate's code and the body that has the delegate.</summary>
    /// <param name="target">What it runs.</param>
    /// <param name="arguments">What it is given, by ordinal; empty if that is not known.</param>
    /// <param name="resolver">Names of the body.</param>
    public Substitution(DelegateTarget target, ImmutableArray<IOperation?> arguments, LockResolver resolver)
    {
        _resolver = resolver;
        _receiver = target.Receiver;
        _arguments = arguments.Select(argument => argument is null ? null : resolver.Target(argument)).ToImmutableArray();
        _sharesLocals = target.SharesLocals;
        ConstantArguments = ImmutableArray<bool?>.Empty;
    }

    /// <summary>Arguments that are <c>true</c> or <c>false</c> at this call, by ordinal.</summary>
    public ImmutableArray<bool?> ConstantArguments { get; }

    /// <summary>A callee's lock in the caller's terms.</summary>
    public LockRef ToCaller(LockRef @lock) => _resolver.Canonical(Rebase(@lock));

    /// <summary>A lock of the caller in the callee's terms; null if the callee cannot name it.</summary>
    public LockRef? ToCallee(LockRef @lock)
    {
        if (@lock.IsStatic || _sharesLocals)
        {
            return @lock;
        }

        if (_receiver is not null && @lock.Path.TryStripPrefix(_receiver.Path, AccessPath.This()) is { } fromThis)
        {
            return @lock with { Path = fromThis };
        }

        for (var i = 0; i < _arguments.Length; i++)
        {
            if (_arguments[i] is { } argument && @lock.Path.TryStripPrefix(argument.Path, AccessPath.Parameter(i)) is { } fromArgument)
            {
                return @lock with { Path = fromArgument };
            }
        }

        return null;
    }

    private LockRef Rebase(LockRef @lock)
    {
        var path = @lock.Path;
        switch (path.Root)
        {
            case PathRoot.Static:
                return @lock;
            case PathRoot.This when _sharesLocals || _receiver is null:
                return _sharesLocals ? @lock : @lock with { Path = AccessPath.Unknown };
            case PathRoot.This when path.Members.IsEmpty && IsLockType(@lock.Class) && !LockClass.IsWeakId(_receiver.ClassId):
                // An object of a lock type is the lock: to its user, the one in that field.
                return _resolver.Handed(@lock.Class, _receiver);
            case PathRoot.This:
                return @lock with { Path = path.Rebase(_receiver.Path) };
            case PathRoot.Parameter when Argument(path) is { } argument:
                // A lock that was handed in is what the caller handed in, class and all.
                return path.Members.IsEmpty
                    ? _resolver.Handed(@lock.Class, argument)
                    : @lock with { Path = path.Rebase(argument.Path) };
            case PathRoot.Local when _sharesLocals:
                return @lock with { Path = _resolver.FromCaptured(path) };
            default:
                return @lock with { Path = AccessPath.Unknown };
        }
    }

    // Known by its contract, and given no name that would make all its objects one class.
    private static bool IsLockType(LockClass @class) => @class.Kind == PrimitiveKind.Annotated && @class.Id.StartsWith("T:", StringComparison.Ordinal);

    private LockTarget? Argument(AccessPath path) =>
        int.TryParse(path.RootName, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var ordinal) && ordinal < _arguments.Length
            ? _arguments[ordinal]
            : null;
}
