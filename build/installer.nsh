; Beside what electron-builder's uninstaller does (build/installer.nsh is where it looks for this).

; The app makes itself the one that opens headwater:// links (src/main/deep-links.ts), in the registry of who uses it. That goes with the
; app, unless another copy has taken it over since; an update leaves it as it is.
!macro customUnInstall
  ${ifNot} ${isUpdated}
    Push $0
    Push $1
    Push $2
    ReadRegStr $0 HKCU "Software\Classes\headwater\shell\open\command" ""
    StrCpy $1 '"$INSTDIR\'
    StrLen $2 $1
    StrCpy $0 $0 $2
    ${if} $0 == $1
      DeleteRegKey HKCU "Software\Classes\headwater"
    ${endIf}
    Pop $2
    Pop $1
    Pop $0
  ${endIf}
!macroend
